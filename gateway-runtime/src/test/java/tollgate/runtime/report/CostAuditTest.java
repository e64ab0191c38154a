package tollgate.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.runtime.ledger.Backfill;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.CostStatus;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.ledger.OpenCall;
import tollgate.runtime.ledger.Pricing;
import tollgate.runtime.ledger.Settlement;
import tollgate.runtime.ledger.State;
import tollgate.runtime.price.Golden;
import tollgate.runtime.price.Lists;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.price.PriceOverride;

@Timeout(60)
class CostAuditTest {

  @TempDir Path folder;

  private LedgerHouse house;
  private LogReports reports;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    reports = new LogReports(house.database().reads(), "");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void letsEveryCostOfTheGoldenSamplesBeWorkedOutAgainFromTheAnswerAlone() {
    var bills = new LinkedHashMap<Golden, Bill>();
    var rows = new HashMap<Golden, Long>();
    for (Golden golden : Golden.all()) {
      Bill bill =
          new Pricing(Lists.book(golden.list()), "field", "plain", "m", Lists.NOW)
              .bill(Lists.usage(golden.usage()));
      bills.put(golden, bill);
      rows.put(golden, settle(golden.usage(), bill));
    }
    house.flush();

    int known = 0;
    for (Map.Entry<Golden, Bill> sample : bills.entrySet()) {
      Golden golden = sample.getKey();
      CostStatus status = sample.getValue().status();
      Map<String, Json> entry = only(rows.get(golden));
      Optional<BigDecimal> told = decimal(entry, "base_cost_usd");
      assertEquals(status != CostStatus.UNPRICED, told.isPresent(), golden.name());
      if (status == CostStatus.OK || status == CostStatus.ESTIMATED) {
        assertEquals(0, workedOut(entry).compareTo(told.orElseThrow()), golden.name());
        assertEquals(
            golden.cost().map(Money::toUsd), told.map(CostAuditTest::plain), golden.name());
        assertEquals("test", text(entry, "price", "source"));
        assertEquals("v1", text(entry, "price", "version"));
        assertEquals("m", text(entry, "price", "key"));
        known++;
      }
    }
    assertTrue(known > 400, known + " costs were known");
  }

  @Test
  void tellsTheSettlementAndEveryRevision() {
    long row = settle("input=100 output=20", Bill.UNPRICED);
    house.flush();
    var backfill = new Backfill(house.database(), house.till(), house, provider -> "plain");
    backfill.run(
        new Backfill.Wish(Instant.EPOCH, false, false, 10, "task"), book("input=1 output=10"));
    backfill.run(
        new Backfill.Wish(Instant.EPOCH, true, false, 10, "ann"), book("input=2 output=10"));

    List<Json> entries = reports.costAudit(row).orElseThrow();

    assertEquals(
        List.of(
            "0 settlement gateway unpriced unpriced null",
            "1 revision task ok pricing 0.0003",
            "2 revision ann ok pricing 0.0004"),
        entries.stream().map(CostAuditTest::inShort).toList());
    assertEquals(
        0, workedOut(((Json.Obj) entries.get(2)).members()).compareTo(new BigDecimal("0.0004")));
  }

  @Test
  void tellsAnAssumptionForWhatItIs() {
    OpenCall call = house.ledger().open(Calls.at(house).hold("0.25").next());
    assertEquals(Optional.of(List.of()), reports.costAudit(call.rowId()), "it still runs");
    call.dispatched();
    call.close();
    house.flush();

    assertEquals(
        "0 settlement gateway estimated hold 0.25",
        inShort(reports.costAudit(call.rowId()).orElseThrow().getFirst()));
  }

  @Test
  void knowsNothingOfARowThatIsNotThere() {
    assertEquals(Optional.empty(), reports.costAudit(77));
  }

  private static PriceBook book(String list) {
    return PriceBook.of(
        List.of(),
        new PriceBook.Words(
            Map.of(),
            List.of(
                new PriceOverride(
                    1, "field", "m", Instant.EPOCH, Lists.rates("field", "m", "1970-01-01", list))),
            List.of()));
  }

  private static String inShort(Json entry) {
    Map<String, Json> members = ((Json.Obj) entry).members();
    return String.join(
            " ",
            List.of("id", "kind", "actor", "cost_status", "source", "base_cost_usd").stream()
                .map(name -> Json.encode(members.get(name)))
                .toList())
        .replace("\"", "");
  }

  private long settle(String usage, Bill bill) {
    OpenCall call = house.ledger().open(Calls.at(house).model("m").next());
    Settlement ordinary = Calls.settled("0");
    call.settle(
        new Settlement(
            State.SETTLED,
            200,
            Lists.usage(usage),
            bill,
            ordinary.served(),
            ordinary.timings(),
            ordinary.fault()));
    return call.rowId();
  }

  private Map<String, Json> only(long row) {
    List<Json> entries = reports.costAudit(row).orElseThrow();
    assertEquals(1, entries.size());
    return ((Json.Obj) entries.getFirst()).members();
  }

  /** Quantities times rates, added up, rounded half up to the nano-dollar. */
  private static BigDecimal workedOut(Map<String, Json> entry) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Json line : ((Json.Arr) entry.get("lines")).items()) {
      Map<String, Json> members = ((Json.Obj) line).members();
      sum =
          sum.add(
              decimal(members, "quantity")
                  .orElseThrow()
                  .multiply(decimal(members, "rate_usd").orElseThrow())
                  .divide(decimal(members, "per").orElseThrow()));
    }
    return sum.setScale(9, RoundingMode.HALF_UP);
  }

  private static BigDecimal plain(BigDecimal usd) {
    return Money.usd(usd).toUsd();
  }

  private static Optional<BigDecimal> decimal(Map<String, Json> members, String name) {
    return members.get(name) instanceof Json.Num(var number)
        ? Optional.of(number)
        : Optional.empty();
  }

  private static String text(Map<String, Json> members, String object, String name) {
    return members.get(object) instanceof Json.Obj(var inner)
            && inner.get(name) instanceof Json.Text(var text)
        ? text
        : "";
  }
}
