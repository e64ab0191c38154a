package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Till;

class SpentSoFarTest {
  private static final CounterKey SESSION = new CounterKey(Meter.SESSION, List.of("plow", "s1"), 0);
  private static final CounterKey KEY = new CounterKey(Meter.KEY_DAY, List.of("k1"), 20_778);

  @TempDir Path folder;

  @Test
  void memoryAnswersAtOnceAndTheLedgerWhereItDoesNotKnow() {
    try (var house = LedgerHouse.at(folder.resolve("ledger.db"))) {
      house.ledger().open(Calls.at(house).key("k1").next()).settle(Calls.settled("0.25"));
      var known = new SpentSoFar(house.till(), house.database().writer());
      var forgotten = new SpentSoFar(new Till(Meter.STANDING), house.database().writer());

      assertEquals(Optional.of(Money.usd("0.25")), known.atHand(SESSION));
      assertEquals(Optional.of(Money.usd("0.25")), known.atHand(KEY));
      assertEquals(Optional.empty(), forgotten.atHand(SESSION));
      assertEquals(Money.usd("0.25"), forgotten.find(SESSION));
      assertEquals(Money.usd("0.25"), forgotten.find(KEY));
      assertEquals(
          Money.ZERO, forgotten.find(new CounterKey(Meter.SESSION, List.of("plow", "new"), 0)));
    }
  }

  @Test
  void whatAKeySpentTodayIsKnownAfterARestart() {
    Path file = folder.resolve("ledger.db");
    try (var house = LedgerHouse.at(file)) {
      house.ledger().open(Calls.at(house).key("k1").next()).settle(Calls.settled("0.25"));
      house.flush();
    }
    try (var again = LedgerHouse.at(file)) {
      assertEquals(
          Optional.of(Money.usd("0.25")),
          new SpentSoFar(again.till(), again.database().writer()).atHand(KEY));
    }
  }
}
