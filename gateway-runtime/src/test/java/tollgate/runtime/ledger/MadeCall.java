package tollgate.runtime.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;

/**
 * A call that somebody of a {@link Crowd} made.
 *
 * @param id the row's number
 * @param callId its id
 * @param at when it arrived, in milliseconds
 * @param by from which desk
 * @param talk which session, agent and step it was
 * @param offer which model, provider and account served
 * @param how how it ended
 * @param tokens what it used
 * @param bill what it cost
 */
record MadeCall(
    long id,
    String callId,
    long at,
    Crowd.Desk by,
    Talk talk,
    Crowd.Offer offer,
    How how,
    TokenCounts tokens,
    Bill bill) {

  static final String INSERT_ATTEMPT =
      "INSERT INTO attempt (call, number, provider, account, upstream_id, started_at, head_nanos,"
          + " status, outcome, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')";

  /** Where in a session the call stands. */
  record Talk(String session, String agent, int step, String lastResult) {}

  /** How it ended, after how many tries and how long. */
  record How(CrowdEnding ending, int attempts, long nanos) {}

  Entry.Caller caller() {
    return new Entry.Caller(
        by.tool().name(),
        by.instance(),
        by.keyId(),
        new Entry.Agent(talk.session, talk.agent, "", !talk.lastResult.isEmpty()));
  }

  Entry entry() {
    return new Entry(
        at,
        caller(),
        new Entry.Served(offer.provider(), offer.account(), offer.countedModel()),
        Sums.of(how.ending.state, Usage.exact(tokens, ""), bill));
  }

  QuarterNames.Words words() {
    return new QuarterNames.Words(
        offer.model().name(), by.tool().dialect(), Integer.toString(how.ending.status));
  }

  /** Binds a row of {@link CrowdTables#insertCalls}, behind so many places. */
  void bind(PreparedStatement row, int before) throws SQLException {
    row.setLong(before + 1, id);
    row.setString(before + 2, callId);
    row.setLong(before + 3, at);
    row.setString(before + 4, talk.session);
    row.setString(before + 5, talk.agent);
    row.setLong(before + 6, talk.step);
    row.setString(before + 7, talk.lastResult);
    row.setString(before + 8, bill.charges());
    row.setLong(before + 9, how.attempts);
    row.setLong(before + 10, tokens.input());
    row.setLong(before + 11, tokens.output());
    row.setLong(before + 12, tokens.cacheRead());
    row.setLong(before + 13, tokens.cacheWrite5m());
    row.setLong(before + 14, tokens.reasoning());
    if (bill.status() == CostStatus.UNPRICED) {
      row.setObject(before + 15, null);
    } else {
      row.setLong(before + 15, bill.amount().nanos());
    }
    row.setLong(before + 16, how.nanos);
    row.setLong(before + 17, by.number());
    row.setLong(before + 18, offer.number());
    row.setLong(before + 19, how.ending.number(bill.status()));
  }

  void bindAttempt(PreparedStatement row, int number) throws SQLException {
    boolean last = number == how.attempts;
    row.setLong(1, id);
    row.setLong(2, number);
    row.setString(3, last ? offer.provider() : offer.model().provider());
    row.setString(4, offer.account());
    row.setString(5, "req_" + callId.substring(10));
    row.setLong(6, at);
    row.setLong(7, how.nanos / 3);
    row.setLong(8, last ? how.ending.status : 503);
    row.setString(9, last && how.ending.status < 400 ? "answered" : "failed");
  }
}
