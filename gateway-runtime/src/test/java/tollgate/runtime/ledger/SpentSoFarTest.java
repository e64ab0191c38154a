package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Till;

class SpentSoFarTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final CounterKey SESSION = Meter.SESSION.at(Instant.EPOCH, "s1", "plow");
  private static final CounterKey KEY =
      Meter.day(ZoneOffset.UTC, "key").at(Instant.parse("2026-11-21T12:00:00Z"), "k1");

  @TempDir Path folder;

  @Test
  void memoryAnswersAtOnceAndTheLedgerWhereItDoesNotKnow() {
    try (var house = LedgerHouse.at(folder.resolve("ledger.db"))) {
      house.ledger().open(Calls.at(house).key("k1").next()).settle(Calls.settled("0.25"));
      var known = new SpentSoFar(house.till(), house.database().writer());
      var forgotten =
          new SpentSoFar(new Till(Meter.standing(ZoneOffset.UTC)), house.database().writer());

      assertEquals(Optional.of(Money.usd("0.25")), known.atHand(SESSION));
      assertEquals(Optional.of(Money.usd("0.25")), known.atHand(KEY));
      assertEquals(Optional.empty(), forgotten.atHand(SESSION));
      assertEquals(Money.usd("0.25"), forgotten.find(SESSION, NOON));
      assertEquals(Money.usd("0.25"), forgotten.find(KEY, NOON));
      assertEquals(
          Money.ZERO, forgotten.find(Meter.SESSION.at(Instant.EPOCH, "new", "plow"), NOON));
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
