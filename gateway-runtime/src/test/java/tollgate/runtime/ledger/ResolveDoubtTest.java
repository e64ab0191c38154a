package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.ledger.ResolveDoubt.Resolution;

@Timeout(60)
class ResolveDoubtTest {
  private static final CounterKey TODAY =
      Meter.day(ZoneOffset.UTC).at(Instant.parse("2026-11-21T12:00:00Z"));
  private static final Resolution CHEAPER =
      new Resolution(
          State.SETTLED,
          Usage.exact(TokenCounts.of(700, 30), "large-2026"),
          Bill.of(Money.usd("0.10"), "field/large"),
          "operator",
          "the invoice says so");

  @TempDir Path folder;

  private LedgerHouse house;
  private CallId call;
  private ResolveDoubt doubt;

  @BeforeEach
  void leaveACallInDoubt() {
    try (LedgerHouse before = LedgerHouse.at(folder.resolve("before.db"))) {
      CallOpening opening = Calls.at(before).hold("0.25").next();
      call = opening.id();
      before.ledger().open(opening);
      house = before.afterCrash(folder.resolve("after.db"));
    }
    doubt = new ResolveDoubt(house.database(), house.till(), house);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void putsKnowledgeInThePlaceOfTheAssumption() {
    assertTrue(doubt.resolve(call, CHEAPER));

    assertEquals(
        List.of("settled exact 700 100000000 ok large-2026"),
        house.list(
            "SELECT state, provenance, input_tokens, cost_nanos, cost_status, model FROM call"));
    assertEquals(Money.usd("0.10"), house.till().reading(TODAY).orElseThrow().spent().money());
    assertEquals(
        List.of(), house.verify().differences(), "row, sums and counters changed together");
    assertEquals("0", house.one("SELECT sum(in_doubt) FROM quarter_traffic"));
  }

  @Test
  void remembersWhatStoodThere() {
    doubt.resolve(call, CHEAPER);

    assertEquals(
        List.of("operator the invoice says so in_doubt settled 0 730 250000000 100000000"),
        house.list(
            "SELECT actor, reason, state_before, state_after, tokens_before, tokens_after,"
                + " cost_before_nanos, cost_after_nanos FROM call_revision"));
  }

  @Test
  void resolvesOnce() {
    doubt.resolve(call, CHEAPER);

    assertFalse(doubt.resolve(call, CHEAPER));
    assertEquals(Money.usd("0.10"), house.till().reading(TODAY).orElseThrow().spent().money());
  }

  @Test
  void chargesNothingForACallThatWasNeverMade() {
    doubt.resolve(
        call, new Resolution(State.FAILED, Usage.UNKNOWN, Bill.NONE, "operator", "never sent"));

    assertEquals(
        List.of("failed 0 none"), house.list("SELECT state, cost_nanos, cost_status FROM call"));
    assertEquals(Money.ZERO, house.till().reading(TODAY).orElseThrow().spent().money());
    assertEquals(List.of(), house.verify().differences());
  }

  @Test
  void leavesOtherCallsAlone() {
    CallOpening running = Calls.at(house).next();
    house.ledger().open(running);

    assertFalse(doubt.resolve(running.id(), CHEAPER));
  }

  @Test
  void demandsAnEnding() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Resolution(State.PENDING, Usage.UNKNOWN, Bill.NONE, "operator", "because"));
  }
}
