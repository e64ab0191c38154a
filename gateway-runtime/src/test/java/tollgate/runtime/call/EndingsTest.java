package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Headers;
import tollgate.api.call.RequestFacts;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.Pricing;
import tollgate.runtime.ledger.Settlement;
import tollgate.runtime.ledger.State;
import tollgate.runtime.problem.UpstreamProblem;
import tollgate.runtime.relay.Tally;

class EndingsTest {
  private static final Usage EXACT = Usage.exact(TokenCounts.of(100, 20), "large-1");
  private static final Usage RUNNING = EXACT.withProvenance(Provenance.RUNNING);

  /** Output was seen, and nothing was told of the prompt. */
  private static final Usage SEEN =
      new Usage(TokenCounts.of(0, 7), Provenance.RUNNING, "large-1", "", 0);

  private Endings endings;

  @BeforeEach
  void begin() {
    var facts = RequestFacts.of(TalkDialect.ID).model("large").promptBytes(450).build();
    var generation = Stages.generation(Stages.provider("field", true));
    var judged =
        Stages.judged(
            FakeExchange.asking("/v1/talk", ""),
            facts,
            new Caller.Anyone(Headers.none()),
            generation);
    var routed = Stages.passed(new Router().route(judged));
    var pricing = new Pricing(generation.prices(), "field", "talking", "large", Stages.NOW);
    endings =
        new Endings(new FundedCall(routed, pricing, Likely.of(facts), new Reservation.Free()));
  }

  private void headCame(int status) {
    endings.headCame(
        status,
        new ReplyNotes("account-1", "up-1", List.of(), ReplyNotes.Fault.NONE, Duration.ZERO));
  }

  private static Tally tally(Usage usage, boolean ended, String fault) {
    return new Tally(900, OptionalLong.of(System.nanoTime()), usage, ended, false, fault);
  }

  private static Tally truncated(Usage usage) {
    return new Tally(900, OptionalLong.of(System.nanoTime()), usage, false, true, "");
  }

  private static void assertEnding(Ending ending, State state, int status, String code) {
    assertEquals(state, ending.state());
    assertEquals(status, ending.status());
    assertEquals(code, ending.fault().code());
  }

  @Test
  void aWholeReplyIsSettledWithWhatItTold() {
    headCame(200);

    Ending ending = endings.delivered(tally(EXACT, true, ""), "");

    assertEnding(ending, State.SETTLED, 200, "");
    assertEquals(EXACT, ending.usage());
    assertEquals(new Settlement.Served("field", "account-1", "up-1"), ending.served());
    assertEquals(900, ending.replyBytes());
  }

  @Test
  void aReplyThatCouldNotBeReadIsSettledWithAFault() {
    headCame(200);

    Ending ending = endings.delivered(tally(SEEN, false, ""), "");

    assertEnding(ending, State.SETTLED, 200, UpstreamProblem.UPSTREAM_BROKE.code());
    assertEquals(TokenCounts.of(100, 7), ending.usage().tokens());
    assertEquals(Provenance.ESTIMATED, ending.usage().provenance());
  }

  @Test
  void aStreamWithoutItsLastEventFailedAndIsPaidForAsFarAsItCame() {
    headCame(200);

    Ending ending = endings.delivered(truncated(RUNNING), "");

    assertEnding(ending, State.FAILED, 200, UpstreamProblem.UPSTREAM_BROKE.code());
    assertEquals(RUNNING, ending.usage());
  }

  @Test
  void anErrorOfTheUpstreamCostsNothingAndKeepsItsWords() {
    headCame(429);

    Ending ending = endings.delivered(tally(EXACT, true, ""), "slow down");

    assertEnding(ending, State.FAILED, 429, UpstreamProblem.UPSTREAM_ERROR.code());
    assertEquals("upstream HTTP 429: slow down", ending.fault().message());
    assertEquals(Usage.UNKNOWN, ending.usage());
    assertEquals(Bill.NONE, ending.bill());
  }

  @Test
  void anErrorToldInTheMidstOfAReplyIsPaidForAsFarAsItCame() {
    headCame(200);

    Ending ending = endings.delivered(tally(RUNNING, true, "overloaded"), "");

    assertEnding(ending, State.FAILED, 200, UpstreamProblem.UPSTREAM_ERROR.code());
    assertEquals("overloaded", ending.fault().message());
    assertEquals(RUNNING, ending.usage());
  }

  @Test
  void aClientThatLeavesPaysForWhatItWasTold() {
    headCame(200);

    Ending ending = endings.clientLeft(tally(RUNNING, false, ""));

    assertEnding(ending, State.ABORTED, 200, "aborted");
    assertEquals(RUNNING, ending.usage());
  }

  @Test
  void aClientThatLeavesBeforeThePromptWasToldPaysForAnEstimateOfIt() {
    headCame(200);

    Ending ending = endings.clientLeft(tally(SEEN, false, ""));

    assertEquals(TokenCounts.of(100, 7), ending.usage().tokens());
    assertEquals(Provenance.ESTIMATED, ending.usage().provenance());
    assertEquals("large-1", ending.usage().servedModel());
  }

  @Test
  void anExactFigureIsBelievedHoweverTheReplyEnded() {
    headCame(200);
    Usage none = Usage.exact(TokenCounts.ZERO, "large-1");

    assertEquals(none, endings.clientLeft(tally(none, false, "")).usage());
  }

  @Test
  void aCutReplyKeepsTheReasonItWasCutFor() {
    headCame(200);

    Ending ending =
        endings.cut(
            State.FAILED,
            tally(RUNNING, false, ""),
            UpstreamProblem.UPSTREAM_BROKE.report("field", "EOF"));

    assertEnding(ending, State.FAILED, 200, "upstream.broke");
    assertEquals("The provider \"field\" broke off its reply: EOF.", ending.fault().message());
  }

  @Test
  void aClientThatLeavesBeforeTheReplyPaysForItsPrompt() {
    Ending ending = endings.clientLeftEarly();

    assertEnding(ending, State.ABORTED, 499, "aborted");
    assertEquals(TokenCounts.of(100, 0), ending.usage().tokens());
  }

  @Test
  void aCallThatWasTurnedAwayPaysOnlyIfTheUpstreamMayHaveWorked() {
    var why = UpstreamProblem.UPSTREAM_UNREACHABLE.report("field", "refused");

    Ending unsent = endings.turnedAway(State.FAILED, 503, why, false);
    Ending sent = endings.turnedAway(State.FAILED, 504, why, true);

    assertEnding(unsent, State.FAILED, 503, "upstream.unreachable");
    assertEquals(Usage.UNKNOWN, unsent.usage());
    assertEquals(Bill.NONE, unsent.bill());
    assertEquals(TokenCounts.of(100, 0), sent.usage().tokens());
    assertEquals(Bill.UNPRICED, sent.bill());
  }
}
