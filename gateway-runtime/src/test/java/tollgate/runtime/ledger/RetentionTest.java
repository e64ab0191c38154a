package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.ledger.Retention.Deleted;
import tollgate.runtime.ledger.Retention.Keep;

@Timeout(60)
class RetentionTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Keep TEN_DAYS =
      new Keep(DAY.multipliedBy(10), DAY.multipliedBy(10), DAY.multipliedBy(10), DAY);

  @TempDir Path folder;

  private LedgerHouse house;
  private Calls calls;
  private Retention retention;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    calls = Calls.at(house);
    retention = new Retention(house.database().writer(), house);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void deletesOldRowsAndKeepsEverySum() {
    settle(250);
    house.advance(DAY.multipliedBy(9));
    settle(30);
    List<String> sums = sums();
    house.advance(DAY.multipliedBy(2));

    Deleted deleted = retention.run(TEN_DAYS);

    assertEquals(new Deleted(250, 0, 0, 0), deleted);
    assertEquals("30", house.one("SELECT count(*) FROM call"));
    assertEquals("30", house.one("SELECT count(*) FROM attempt"));
    assertEquals("1", house.one("SELECT count(DISTINCT quarter) FROM quarter_name"));
    assertEquals(sums, sums());
    assertEquals(List.of(), new LedgerCheck(house.database()).verify().differences());
  }

  @Test
  void deletesNothingTwice() {
    settle(5);
    house.advance(DAY.multipliedBy(11));
    retention.run(TEN_DAYS);

    assertEquals(new Deleted(0, 0, 0, 0), retention.run(TEN_DAYS));
  }

  @Test
  void keepsWhatStillRunsOrIsInDoubt() {
    OpenCall running = house.ledger().open(calls.next());
    OpenCall lost = house.ledger().open(calls.next());
    settle(3);
    house.tamper("UPDATE call SET state = 'in_doubt' WHERE id = " + lost.rowId());
    house.advance(DAY.multipliedBy(30));

    retention.run(TEN_DAYS);

    assertEquals(
        List.of(running.rowId() + " pending", lost.rowId() + " in_doubt"),
        house.list("SELECT id, state FROM call"));
  }

  @Test
  void deletesAttemptsEarlierThanTheirCalls() {
    settle(250);
    house.advance(DAY.multipliedBy(3));
    settle(20);
    var keep = new Keep(DAY.multipliedBy(10), DAY.multipliedBy(2), DAY.multipliedBy(2), DAY);

    Deleted deleted = retention.run(keep);

    assertEquals(new Deleted(0, 250, 0, 0), deleted);
    assertEquals("270", house.one("SELECT count(*) FROM call"));
    assertEquals("20", house.one("SELECT count(*) FROM attempt"));
    assertEquals(new Deleted(0, 0, 0, 0), retention.run(keep));
  }

  @Test
  void goesOnNumberingAfterTheLastDeletedRow() {
    settle(5);
    house.advance(DAY.multipliedBy(30));
    retention.run(TEN_DAYS);
    house.close();
    house = new LedgerHouse(folder.resolve("ledger.db"), house.instant());

    assertEquals(6, house.ledger().open(Calls.at(house).next()).rowId());
  }

  private void settle(int count) {
    int before = Integer.parseInt(house.one("SELECT coalesce(max(id), 0) FROM call"));
    for (int i = 0; i < count; i++) {
      CallOpening opening = calls.next();
      var row = new CallRow(before + i + 1, opening, State.PENDING);
      var ending = new Ending(row, Calls.settled("0.01"), 1, house.millis());
      var attempt = new Attempt("field", "", "", house.instant(), 1, 200, "answered", "");
      house
          .database()
          .writer()
          .later(tx -> {
            CallTable.open(tx, row);
            CallTable.attempt(tx, row.id(), 1, attempt);
            CallTable.settle(tx, ending);
          });
    }
    house.flush();
  }

  private List<String> sums() {
    return house.list(
        "SELECT sum(calls), sum(cost_nanos), sum(input_tokens) FROM quarter_traffic"
            + " UNION ALL SELECT sum(calls), sum(cost_nanos), sum(input_tokens) FROM quarter_key"
            + " UNION ALL SELECT calls, cost_nanos, input_tokens FROM lifetime");
  }
}
