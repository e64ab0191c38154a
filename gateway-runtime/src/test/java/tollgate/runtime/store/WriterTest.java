package tollgate.runtime.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;

@Timeout(30)
class WriterTest {
  @TempDir Path folder;

  private final ConcurrentLinkedQueue<Integer> commits = new ConcurrentLinkedQueue<>();
  private Database database;
  private Writer writer;

  @BeforeEach
  void open() {
    database =
        Database.open(
            StoreSettings.of(folder.resolve("test.db")), (works, nanos) -> commits.add(works));
    writer = database.writer();
    writer.submit(tx -> tx.statement("CREATE TABLE note (n INTEGER UNIQUE)").execute()).await();
    commits.clear();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void sharesOneCommitAmongAllWhoCameMeanwhile() {
    var gate = new CountDownLatch(1);
    Ticket first = held(gate);
    List<Ticket> others = IntStream.range(0, 100).mapToObj(n -> writer.submit(note(n))).toList();

    gate.countDown();
    first.await();
    others.forEach(Ticket::await);

    assertEquals(List.of(1, 100), List.copyOf(commits));
    assertEquals(100, notes().size());
  }

  @Test
  void endsAWaitThatTakesTooLongAndStillWrites() {
    var gate = new CountDownLatch(1);
    Ticket first = held(gate);
    Ticket late = writer.submit(note(1));

    ProblemException given =
        assertThrows(ProblemException.class, () -> late.await(Duration.ofMillis(1)));
    assertFalse(late.isWritten());
    gate.countDown();
    first.await();
    late.await(Duration.ofSeconds(30));

    assertTrue(given.getMessage().contains("did not answer within 1 ms"), given.getMessage());
    assertEquals(List.of(1), notes());
  }

  @Test
  void letsWorkNobodyWaitsForRideAlong() {
    var gate = new CountDownLatch(1);
    Ticket first = held(gate);
    Ticket riding = writer.later(note(1));
    Ticket urgent = writer.submit(note(2));

    gate.countDown();
    first.await();
    urgent.await();

    assertTrue(riding.isWritten(), "it was handed over before the urgent one");
    assertEquals(List.of(1, 2), List.copyOf(commits));
  }

  @Test
  void writesWhatDependsOnNothingAndTellsWhoWaits() {
    writer.ahead(note(1)).await();

    assertEquals(List.of(1), notes());
    assertEquals(0, writer.waiting());
  }

  @Test
  void writesWhatCanWaitAlongWithACrowd() {
    var gate = new CountDownLatch(1);
    Ticket first = held(gate);
    Ticket riding = writer.later(note(-1));
    List<Ticket> crowd = IntStream.range(0, 4).mapToObj(n -> writer.ahead(note(n))).toList();

    gate.countDown();
    first.await();
    crowd.forEach(Ticket::await);

    assertTrue(riding.isWritten());
    assertEquals(List.of(1, 5), List.copyOf(commits));
  }

  @Test
  void writesWhatCanWaitHoweverManyGoAhead() {
    var written = new AtomicBoolean();
    writer.later(note(-1)).whenOver(() -> written.set(true), failure -> {});

    for (int n = 0; !written.get(); n++) {
      writer.ahead(note(n)).await();
    }

    assertTrue(notes().contains(-1));
  }

  @Test
  void writesWorkNobodyWaitsForEvenIfNobodyComes() {
    writer.later(note(1)).await();

    assertEquals(List.of(1), notes());
  }

  @Test
  void undoesWorkThatFailsAndKeepsItsNeighbours() {
    var gate = new CountDownLatch(1);
    held(gate);
    Ticket good = writer.submit(note(1));
    Ticket twice = writer.submit(note(1));
    Ticket half =
        writer.submit(tx -> {
          note(7).write(tx);
          throw new IllegalStateException("on purpose");
        });
    Ticket alsoGood = writer.later(note(2));

    gate.countDown();

    good.await();
    alsoGood.await();
    assertEquals(
        GatewayProblem.STORE_UNAVAILABLE,
        assertThrows(ProblemException.class, twice::await).report().problem());
    assertThrows(ProblemException.class, half::await);
    assertEquals(List.of(1, 2), notes());
    assertFalse(writer.isTroubled(), "the disk is well");
  }

  @Test
  void writesInTheOrderOfHandingOver() {
    var seen = new ConcurrentLinkedQueue<Integer>();
    for (int n = 0; n < 2_000; n++) {
      int number = n;
      Work work = tx -> seen.add(number);
      var _ = n % 3 == 0 ? writer.submit(work) : writer.later(work);
    }
    writer.flush();

    assertEquals(IntStream.range(0, 2_000).boxed().toList(), List.copyOf(seen));
  }

  @Test
  void givesSumsOfATransactionOneWrite() {
    var gate = new CountDownLatch(1);
    held(gate);
    List<Ticket> tickets =
        IntStream.range(0, 10)
            .mapToObj(n -> writer.submit(tx -> tx.deferred(Sum.class, Sum::new).total += n))
            .toList();

    gate.countDown();
    tickets.forEach(Ticket::await);

    assertEquals(List.of(45), notes());
  }

  @Test
  void refusesCallersAndKeepsTheRestInOrderWhileTheDiskIsFull() {
    var limit = new AtomicInteger(pages());
    List<Ticket> riding = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      int number = n;
      riding.add(
          writer.later(tx -> {
            tx.statement("PRAGMA max_page_count = " + limit).executeQuery().close();
            note(number).write(tx);
            blob(tx);
          }));
    }
    ProblemException refused =
        assertThrows(ProblemException.class, () -> writer.submit(note(99)).await());

    assertEquals(GatewayProblem.STORE_UNAVAILABLE, refused.report().problem());
    assertTrue(refused.report().what().contains("full"), refused.report()::what);
    assertTrue(writer.isTroubled());
    assertEquals(20, writer.waiting());

    limit.set(1_000_000);
    riding.forEach(Ticket::await);
    writer.submit(note(100)).await();

    assertFalse(writer.isTroubled());
    assertEquals(20 + 1, notes().size());
    assertFalse(notes().contains(99), "it was refused, so it must not appear");
  }

  @Test
  void forgetsOffersOnceTooMuchWaits() {
    var limit = new AtomicInteger(pages());
    Work fails =
        tx -> {
          tx.statement("PRAGMA max_page_count = " + limit).executeQuery().close();
          blob(tx);
        };
    Ticket first = writer.later(fails);
    for (int n = 0; n < 20_001; n++) {
      writer.later(tx -> {});
    }
    assertThrows(ProblemException.class, writer::flush);

    Ticket offered = writer.offer(note(1));

    assertThrows(ProblemException.class, offered::await);
    assertEquals(1, writer.forgotten());
    limit.set(1_000_000);
    first.await();
  }

  @Test
  void keepsWorkWhileSomebodyElseHoldsTheDatabase() throws SQLException {
    try (Connection other = Connections.changing(folder.resolve("test.db")).getConnection();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      var postponed = new ConcurrentLinkedQueue<String>();
      Ticket riding = writer.later(note(1), postponed::add);

      assertThrows(ProblemException.class, () -> writer.submit(note(2)).await());
      assertThrows(ProblemException.class, () -> writer.ahead(note(3)).await());

      assertTrue(postponed.element().contains("locked"), postponed::toString);
      statement.execute("ROLLBACK");
      riding.await();
    }
    assertEquals(List.of(1), notes());
  }

  @Test
  void writesWhatIsLeftWhenItIsClosed() {
    List<Ticket> tickets = IntStream.range(0, 700).mapToObj(n -> writer.later(note(n))).toList();

    database.close();

    assertTrue(tickets.stream().allMatch(Ticket::isWritten));
    assertThrows(ProblemException.class, () -> writer.submit(note(9_999)).await());
    assertThrows(ProblemException.class, () -> writer.ahead(note(9_999)).await());
    open2();
    assertEquals(700, notes().size());
  }

  private void open2() {
    database = Database.open(StoreSettings.of(folder.resolve("test.db")), CommitWatch.NONE);
  }

  private static final class Sum implements Deferred {
    private int total;

    @Override
    public void write(Transaction transaction) throws SQLException {
      note(total).write(transaction);
    }
  }

  private static Work note(int number) {
    return tx -> {
      var statement = tx.statement("INSERT INTO note (n) VALUES (?)");
      statement.setInt(1, number);
      statement.executeUpdate();
    };
  }

  /** Needs a few pages. */
  private static void blob(Transaction tx) throws SQLException {
    tx.statement("CREATE TABLE IF NOT EXISTS filler (b BLOB)").execute();
    tx.statement("INSERT INTO filler VALUES (zeroblob(40000))").executeUpdate();
  }

  private int pages() {
    return database.reads().ask(connection -> number(connection, "PRAGMA page_count"));
  }

  private List<Integer> notes() {
    return database
        .reads()
        .ask(connection -> {
          var numbers = new ArrayList<Integer>();
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("SELECT n FROM note ORDER BY n")) {
            while (row.next()) {
              numbers.add(row.getInt(1));
            }
          }
          return numbers;
        });
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  /** Keeps the writer busy with a transaction of its own until the gate opens. */
  private Ticket held(CountDownLatch gate) {
    var begun = new CountDownLatch(1);
    Ticket ticket =
        writer.submit(tx -> {
          begun.countDown();
          await(gate);
        });
    await(begun);
    return ticket;
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
