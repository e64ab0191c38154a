package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tollgate.runtime.event.MoneyEvent;
import tollgate.runtime.event.RecordedEvents;

class UnknownPricesTest {

  @Test
  void tellsOfAModelWithoutAPriceOnceAndOfSoManyModelsOnly() {
    var unknown = new UnknownPrices();
    try (var events = new RecordedEvents()) {
      unknown.met("field", "new");
      unknown.met("field", "new");
      assertEquals(1, events.count(MoneyEvent.PRICE_UNKNOWN));
      assertEquals("new", events.field(MoneyEvent.PRICE_UNKNOWN, "model"));

      unknown.met("meadow", "new");
      assertEquals(2, events.count(MoneyEvent.PRICE_UNKNOWN), "another provider has other prices");

      for (int i = 0; i < 1_000; i++) {
        unknown.met("field", "made-up-" + i);
      }
      assertEquals(500, events.count(MoneyEvent.PRICE_UNKNOWN), "a client can make up names");
    }
  }
}
