package tollgate.runtime.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class GiveWayTest {
  private static final String LONG_QUESTION =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
          + " SELECT count(*) FROM n";

  @TempDir Path folder;

  @Test
  void restsForAsLongAsSomebodyWaits() {
    var left = new AtomicInteger(3);
    var way = new GiveWay(() -> left.getAndDecrement() > 0);

    assertEquals(0, way.progress());
    assertEquals(-1, left.get(), "asked once before resting and after each rest");
  }

  @Test
  void goesOnInTheEndEvenWhereSomebodyAlwaysWaits() {
    var asked = new AtomicInteger();
    var way = new GiveWay(() -> asked.incrementAndGet() > 0);
    int before;
    do {
      before = asked.get();
      assertEquals(0, way.progress());
    } while (asked.get() > before);

    assertTrue(before > 10, () -> "asked only " + asked + " times");
  }

  @Test
  void theWriterSaysWhetherSomebodyWaits() throws Exception {
    try (Database database = open()) {
      var begun = new CountDownLatch(1);
      var goOn = new CountDownLatch(1);
      Ticket ticket =
          database
              .writer()
              .submit(transaction -> {
                begun.countDown();
                awaitUninterruptibly(goOn);
              });
      begun.await();

      assertTrue(database.writer().isHurried());
      assertEquals(20_000, ask(database), "a question ends all the same");

      goOn.countDown();
      ticket.await();
      assertFalse(database.writer().isHurried());
    }
  }

  @Test
  void workThatNobodyWaitsForIsNoHurry() throws Exception {
    try (Database database = open()) {
      var begun = new CountDownLatch(1);
      var goOn = new CountDownLatch(1);
      Ticket ticket =
          database
              .writer()
              .later(transaction -> {
                begun.countDown();
                awaitUninterruptibly(goOn);
              });
      begun.await();

      assertFalse(database.writer().isHurried());

      goOn.countDown();
      ticket.await();
    }
  }

  private Database open() {
    return Database.open(StoreSettings.of(folder.resolve("a.db")), CommitWatch.NONE);
  }

  private static long ask(Database database) {
    return database
        .reads()
        .ask(connection ->
            new Sql().add(LONG_QUESTION).list(connection, row -> row.getLong(1)).getFirst());
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
