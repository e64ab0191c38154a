package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.usage.Money;

@Timeout(60)
class LedgerCheckTest {
  @TempDir Path folder;

  private LedgerHouse house;
  private Calls calls;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    calls = Calls.at(house).key("key-1");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void findsAnEmptyLedgerSound() {
    assertEquals(List.of(), house.verify().differences());
  }

  @Test
  void countsWhatItSaw() {
    house.ledger().open(calls.next()).settle(Calls.settled("0.01"));
    house.ledger().open(calls.next());
    house.ledger().refuse(calls.next(), 402, "budget.spent", "no").await();

    LedgerCheck.Findings findings = house.verify();

    assertEquals(2, findings.calls());
    assertEquals(1, findings.running());
    assertEquals(0, findings.inDoubt());
    assertTrue(findings.isSound(), () -> findings.differences().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE quarter_traffic SET cost_nanos = cost_nanos + 1",
        "UPDATE day_traffic SET calls = calls + 1",
        "DELETE FROM day_traffic",
        "DELETE FROM quarter_name WHERE kind = 'client'",
        "DELETE FROM quarter_name WHERE kind = 'status'",
        "UPDATE quarter_key SET input_tokens = input_tokens - 1",
        "UPDATE session_traffic SET calls = calls + 1",
        "UPDATE session_traffic SET steps = steps + 1",
        "DELETE FROM session_traffic",
        "UPDATE lifetime SET calls = calls + 1 WHERE kind = 'total'",
        "UPDATE lifetime SET unpriced = 1 WHERE kind = 'key'",
        "DELETE FROM lifetime WHERE kind = 'tool'",
        "DELETE FROM call WHERE id = 1",
        "UPDATE call SET charges = replace(charges, '=1*', '=2*') WHERE id = 1",
        "UPDATE call SET charges = '' WHERE id = 1",
        "UPDATE call SET charges = 'nonsense' WHERE id = 1",
        "UPDATE quarter_traffic SET image_out_tokens = image_out_tokens + 1",
        "UPDATE lifetime SET images = 1 WHERE kind = 'tool'",
        "UPDATE call SET model = 'other' WHERE id = 1",
        "UPDATE call SET state = 'failed' WHERE id = 1"
      })
  void tellsWhereSomebodyTampered(String sql) {
    house.ledger().open(calls.next()).settle(Calls.settled("0.01"));
    house.ledger().open(calls.next()).settle(Calls.failed());
    house.flush();

    house.tamper(sql);

    assertFalse(house.verify().isSound());
  }

  @Test
  void comparesCountersWithSumsWhileCallsGoOn() {
    OpenCall open = house.ledger().open(calls.next());
    house.ledger().open(calls.next()).settle(Calls.settled("0.01"));
    var check = new LedgerCheck(house.database());
    assertTrue(check.verify(house.till()).isSound());
    open.settle(Calls.settled("0.02"));
    assertTrue(check.verify(house.till()).isSound(), "even before the settlement is durable");

    house.tamper("UPDATE session_traffic SET cost_nanos = 1");

    assertTrue(
        check.verify(house.till()).differences().stream()
            .anyMatch(difference -> difference.what().contains("counter ever by session")));
    assertEquals(Money.ZERO, house.till().held());
  }
}
