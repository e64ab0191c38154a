package tollgate.runtime.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import tollgate.runtime.store.Transaction;

/**
 * Tables for the time of making a ledger: what many calls have alike is written once, and a row
 * brings three numbers in the place of twenty texts.
 */
final class CrowdTables {
  private static final String DESK =
      "tool, tool_version, evidence, proof, instance, key_id, key_name, peer, user_agent, dialect,"
          + " path";
  private static final String OFFER =
      "requested_model, routed_model, served_model, model, provider, account";
  private static final String ENDING = "state, status, error_code, provenance, cost_status";

  /** How many numbers and texts a row brings. */
  static final int PLACES = 19;

  private static final String INSERT_CALLS =
      "INSERT INTO call (id, call_id, arrived_at, session, agent, tool_results, last_result,"
          + " price_key, charges, attempts, input_tokens, output_tokens, cache_read_tokens,"
          + " cache_write_5m_tokens, reasoning_tokens, cost_nanos, hold_nanos, ended_at,"
          + " head_nanos, first_byte_nanos, total_nanos, upstream_id, origin, parent_agent, method,"
          + " streamed, policy_generation, price_version, queue_nanos, "
          + DESK
          + ", "
          + OFFER
          + ", "
          + ENDING
          + ") SELECT v.column1, v.column2, v.column3, v.column4, v.column5, v.column6, v.column7,"
          + " iif(v.column8 = '', '', 'lists@2026-11-01:' || requested_model || ':2026-01-01'),"
          + " v.column8, v.column9, v.column10, v.column11, v.column12, v.column13, v.column14,"
          + " v.column15, coalesce(v.column15, 0) + 1000000, v.column3 + v.column16 / 1000000,"
          + " v.column16 / 3, v.column16 / 3 + 40000, v.column16, iif(v.column9, 'req_' ||"
          + " substr(v.column2, 11), ''), 'gateway', '', 'POST', 1, 'p-1', '2026-11-01', 600000, "
          + DESK
          + ", "
          + OFFER
          + ", "
          + ENDING
          + " FROM (VALUES %s) AS v CROSS JOIN made_desk AS d ON d.number = v.column17"
          + " CROSS JOIN made_offer AS o ON o.number = v.column18"
          + " CROSS JOIN made_ending AS e ON e.number = v.column19";

  private CrowdTables() {}

  /**
   * Inserts rows of {@code call}, each as {@link MadeCall#bind} binds it: many at once, because one
   * at a time takes three times as long.
   */
  static String insertCalls(int rows) {
    String row = "(" + String.join(", ", Collections.nCopies(PLACES, "?")) + ")";
    return INSERT_CALLS.formatted(String.join(", ", Collections.nCopies(rows, row)));
  }

  /** Fills them. */
  static void write(Transaction transaction, Crowd crowd) throws SQLException {
    PreparedStatement desks = make(transaction, "made_desk", DESK);
    for (Crowd.Desk desk : crowd.desks()) {
      Crowd.Tool tool = desk.tool();
      add(
          desks,
          desk.number(),
          tool.name(),
          tool.version(),
          "brand_header",
          "header x-" + tool.name(),
          desk.instance(),
          desk.keyId(),
          desk.keyName(),
          "127.0.0.1",
          tool.name() + "/" + tool.version(),
          tool.dialect(),
          tool.path());
    }
    PreparedStatement offers = make(transaction, "made_offer", OFFER);
    for (Crowd.Offer offer : crowd.offers()) {
      String name = offer.model().name();
      add(
          offers,
          offer.number(),
          name,
          name,
          offer.answered() ? offer.model().served() : "",
          offer.countedModel(),
          offer.provider(),
          offer.account());
    }
    PreparedStatement endings = make(transaction, "made_ending", ENDING);
    for (CrowdEnding ending : CrowdEnding.values()) {
      for (CostStatus cost : CostStatus.values()) {
        add(
            endings,
            ending.number(cost),
            ending.state.word(),
            Integer.toString(ending.status),
            ending.error,
            ending.used() ? "exact" : "unknown",
            cost.word());
      }
    }
  }

  private static PreparedStatement make(Transaction transaction, String name, String columns)
      throws SQLException {
    transaction
        .statement("CREATE TEMP TABLE " + name + " (number INTEGER PRIMARY KEY, " + columns + ")")
        .executeUpdate();
    int places = 1 + columns.split(",", -1).length;
    return transaction.statement(
        "INSERT INTO "
            + name
            + " VALUES ("
            + String.join(", ", Collections.nCopies(places, "?"))
            + ")");
  }

  private static void add(PreparedStatement row, int number, String... texts) throws SQLException {
    row.setLong(1, number);
    for (int i = 0; i < texts.length; i++) {
      row.setString(2 + i, texts[i]);
    }
    row.executeUpdate();
  }
}
