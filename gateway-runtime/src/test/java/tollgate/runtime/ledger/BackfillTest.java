package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.usage.Money;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.event.MoneyEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.ledger.Backfill.Result;
import tollgate.runtime.ledger.Backfill.Wish;
import tollgate.runtime.price.Lists;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.price.PriceOverride;

@Timeout(60)
class BackfillTest {

  @TempDir Path folder;

  private LedgerHouse house;
  private Backfill backfill;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    backfill = new Backfill(house.database(), house.till(), house, provider -> "plain");
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** Prices of the model that the calls of these tests ask for. */
  private static PriceBook book(String... datedLists) {
    var words = new ArrayList<PriceOverride>();
    for (int i = 0; i + 1 < datedLists.length; i += 2) {
      words.add(
          new PriceOverride(
              i + 1,
              "field",
              "large",
              Instant.parse(datedLists[i]),
              Lists.rates("field", "large", "1970-01-01", datedLists[i + 1])));
    }
    return PriceBook.of(List.of(), new PriceBook.Words(Map.of(), words, List.of()));
  }

  private static final PriceBook KNOWN = book("1970-01-01T00:00:00Z", "input=1 output=10");

  private Result run(PriceBook book, boolean all, boolean dryRun) {
    return backfill.run(new Wish(Instant.EPOCH, all, dryRun, 2, "a test"), book);
  }

  private void call(Settlement settlement) {
    OpenCall call = house.ledger().open(Calls.at(house).next());
    call.settle(settlement);
    house.flush();
  }

  private Money spentToday() {
    return house
        .till()
        .reading(Meter.day(ZoneOffset.UTC).at(Instant.parse("2026-11-21T12:00:00Z")))
        .orElseThrow()
        .spent()
        .money();
  }

  @Test
  void pricesWhatHadNoPriceAndMovesSumsAndCountersWithIt() {
    call(Calls.settled("0.5"));
    for (int i = 0; i < 5; i++) { // more than two chunks
      call(Calls.unpriced());
    }

    Result result = run(KNOWN, false, false);

    assertEquals(new Result(5, 5, 5, 0, 0, 0, Money.usd("0.0015")), result);
    assertEquals(
        List.of("ok 300000 override@1:field/large:1970-01-01 input=100*1 output=20*10"),
        house.list(
            "SELECT DISTINCT cost_status, cost_nanos, price_key, charges FROM call WHERE id > 1"));
    assertEquals(
        "501500000 0", house.one("SELECT cost_nanos, unpriced FROM lifetime WHERE kind = 'total'"));
    assertEquals(Money.usd("0.5015"), spentToday());
    assertTrue(house.verify().isSound(), house.verify()::toString);
  }

  @Test
  void keepsWhatStoodThereAndWhoChangedIt() {
    call(Calls.unpriced());

    run(KNOWN, false, false);

    assertEquals(
        List.of(
            "1 a test priced after the fact settled settled null 300000 unpriced ok"
                + " input=100*1 output=20*10"),
        house.list(
            "SELECT call, actor, reason, state_before, state_after, cost_before_nanos,"
                + " cost_after_nanos, cost_status_before, cost_status_after,"
                + " price_key_before || charges_before || charges_after FROM call_revision"));
  }

  @Test
  void doesNothingTheSecondTime() {
    call(Calls.unpriced());
    run(KNOWN, false, false);

    assertEquals(new Result(0, 0, 0, 0, 0, 0, Money.ZERO), run(KNOWN, false, false));
    assertEquals(new Result(1, 0, 1, 0, 0, 0, Money.ZERO), run(KNOWN, true, false));
    assertEquals("1", house.one("SELECT count(*) FROM call_revision"));
  }

  @Test
  void pricesByTheRatesThatWereInForceWhenTheCallArrived() {
    call(Calls.unpriced());
    house.advance(Duration.ofMinutes(2));
    call(Calls.unpriced());

    run(
        book(
            "2026-11-21T11:00:00Z", "input=1 output=10",
            "2026-11-21T12:01:00Z", "input=2 output=20"),
        false,
        false);

    assertEquals(
        List.of("300000", "600000"), house.list("SELECT cost_nanos FROM call ORDER BY id"));
  }

  @Test
  void leavesUnknownWhatCannotBeKnown() {
    call(Calls.unpriced());
    var untold = Calls.unpriced();
    call(
        new Settlement(
            State.SETTLED,
            200,
            Usage.UNKNOWN,
            Bill.UNPRICED,
            untold.served(),
            untold.timings(),
            untold.fault()));
    OpenCall nameless = house.ledger().open(Calls.at(house).model("").next());
    nameless.settle(
        new Settlement(
            State.SETTLED,
            200,
            Usage.exact(untold.usage().tokens(), ""),
            Bill.UNPRICED,
            untold.served(),
            untold.timings(),
            untold.fault()));
    house.flush();

    assertEquals(new Result(3, 0, 0, 2, 1, 1, Money.ZERO), run(PriceBook.EMPTY, false, false));
    assertEquals(new Result(3, 1, 1, 1, 1, 1, Money.usd("0.0003")), run(KNOWN, false, false));
    assertEquals("2", house.one("SELECT count(*) FROM call WHERE cost_nanos IS NULL"));
  }

  @Test
  void looksOnlySoFarBack() {
    call(Calls.unpriced());
    house.advance(Duration.ofMinutes(2));
    call(Calls.unpriced());

    var wish = new Wish(house.instant().minusSeconds(60), false, false, 500, "a test");

    assertEquals(1, backfill.run(wish, KNOWN).scanned());
    assertEquals("unpriced", house.one("SELECT cost_status FROM call WHERE id = 1"));
  }

  @Test
  void tellsWhatItWouldDoAndDoesNot() {
    call(Calls.unpriced());

    assertEquals(new Result(1, 1, 1, 0, 0, 0, Money.usd("0.0003")), run(KNOWN, false, true));
    assertEquals("unpriced null", house.one("SELECT cost_status, cost_nanos FROM call"));
    assertEquals("0", house.one("SELECT count(*) FROM call_revision"));
  }

  @Test
  void touchesAKnownCostOnlyWhenAllIsAskedForAndKeepsItOtherwise() {
    call(Calls.settled("0.5"));

    assertEquals(0, run(KNOWN, false, false).scanned());
    assertEquals(
        new Result(1, 0, 1, 0, 0, 0, Money.ZERO),
        run(PriceBook.EMPTY, true, false),
        "a known cost is not given up for an unknown one");
    assertEquals(new Result(1, 1, 1, 0, 0, 0, Money.usd("-0.4997")), run(KNOWN, true, false));
    assertEquals(Money.usd("0.0003"), spentToday());
    assertEquals(
        "500000000 300000 priced again",
        house.one("SELECT cost_before_nanos, cost_after_nanos, reason FROM call_revision"));
    assertTrue(house.verify().isSound(), house.verify()::toString);
  }

  @Test
  void leavesAssumptionsAndRunningCallsAlone() {
    OpenCall given = house.ledger().open(Calls.at(house).next());
    given.dispatched();
    given.close(); // charged its hold
    house.ledger().open(Calls.at(house).next());
    house.flush();

    assertEquals(0, run(KNOWN, true, false).scanned());
  }

  @Test
  void takesBackWhatItPostedWhenSomebodyElseWasFaster() {
    call(Calls.unpriced());
    var racing =
        new Backfill(
            house.database(),
            house.till(),
            house,
            provider -> {
              house.tamper("DELETE FROM call WHERE id = 1"); // between reading and writing
              return "plain";
            });

    Result result = racing.run(new Wish(Instant.EPOCH, false, false, 500, "a test"), KNOWN);

    assertEquals(0, result.updated());
    assertEquals(Money.ZERO, spentToday());
    assertEquals("0", house.one("SELECT count(*) FROM call_revision"));
  }

  @Test
  void saysWhatItDid() {
    call(Calls.unpriced());
    try (var events = new RecordedEvents()) {
      run(KNOWN, false, false);
      run(KNOWN, false, false);

      assertEquals(1, events.count(MoneyEvent.COST_BACKFILLED), "nothing done is nothing to tell");
      assertEquals("0.0003", events.field(MoneyEvent.COST_BACKFILLED, "more_usd"));
    }
  }
}
