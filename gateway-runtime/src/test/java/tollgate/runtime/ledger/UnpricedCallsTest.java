package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.usage.Usage;
import tollgate.runtime.ledger.Pricing.Lack;
import tollgate.runtime.price.Lists;
import tollgate.runtime.price.PriceBook;

class UnpricedCallsTest {

  @TempDir Path folder;

  private LedgerHouse house;
  private UnpricedCalls unpriced;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    unpriced = new UnpricedCalls(house.database().reads(), provider -> "plain");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void call(String model, String usage) {
    Usage told = usage.isEmpty() ? Usage.UNKNOWN : Lists.usage(usage);
    var ordinary = Calls.unpriced();
    OpenCall call = house.ledger().open(Calls.at(house).model(model).next());
    call.settle(
        new Settlement(
            State.SETTLED,
            200,
            told,
            Bill.UNPRICED,
            ordinary.served(),
            ordinary.timings(),
            ordinary.fault()));
    house.flush();
    house.advance(Duration.ofSeconds(1));
  }

  @Test
  void tellsModelsWithTheirCallsTheYoungestFirst() {
    call("m", "input=10 output=1");
    call("other", "input=5");
    call("m", "input=20 output=2");
    OpenCall priced = house.ledger().open(Calls.at(house).model("known").next());
    priced.settle(Calls.settled("0.5"));
    house.flush();

    List<UnpricedCalls.Group> page = unpriced.page(PriceBook.EMPTY, 50, 0);

    assertEquals(
        List.of("m 2 33", "other 1 5"), page.stream().map(UnpricedCallsTest::inShort).toList());
    assertEquals(
        Duration.ofSeconds(2), Duration.between(page.getFirst().first(), page.getFirst().last()));
    assertEquals("field", page.getFirst().provider());
    assertEquals(List.of("field/m", "m", "plain/m"), page.getFirst().tried());
    assertEquals(
        List.of("other 1 5"),
        unpriced.page(PriceBook.EMPTY, 1, 1).stream().map(UnpricedCallsTest::inShort).toList());
  }

  @Test
  void saysWhatIsMissing() {
    call("gone", "input=1");
    call("m", "");
    call("m", "tier=flex input=1");
    call("m", "input=1 search=1");
    call("m", "input=9000000000000");

    List<Lack> lacks =
        unpriced.page(Lists.book("input=3 output=15"), 50, 0).stream()
            .map(UnpricedCalls.Group::lack)
            .toList();

    assertEquals(List.of(Lack.SENSE, Lack.TIER, Lack.USAGE, Lack.MODEL), lacks);
    call("m", "input=1 search=1");
    assertEquals(
        Lack.RATE,
        unpriced.page(Lists.book("input=3 output=15"), 1, 0).getFirst().lack(),
        "the youngest call of a group speaks for it");
  }

  @Test
  void saysWhenThereIsAPriceByNow() {
    call("m", "input=1");

    assertEquals(
        Lack.NOTHING, unpriced.page(Lists.book("input=3 output=15"), 50, 0).getFirst().lack());
    assertTrue(unpriced.page(PriceBook.EMPTY, 50, 1).isEmpty());
  }

  private static String inShort(UnpricedCalls.Group group) {
    return group.model() + " " + group.calls() + " " + group.tokens();
  }
}
