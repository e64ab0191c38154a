package tollgate.runtime.ledger;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import tollgate.runtime.store.BulkDatabase;
import tollgate.runtime.store.Transaction;

/**
 * Writes a database as if a {@link Crowd} had used the gateway for months: every row, roll-up and
 * session as the product would have left them. One thread makes calls and adds them up, another
 * writes them. To be quick, only calls that were tried more than once have their tries with them.
 *
 * <pre>
 * CrowdLedger &lt;file&gt;,&lt;rows&gt;[,seed]
 * </pre>
 */
public final class CrowdLedger {

  /** When the last call of a made ledger arrives, in the midst of a quarter hour. */
  public static final Instant END = Instant.parse("2026-11-20T15:07:00Z");

  /** The same people are as busy in every made ledger: ten million calls are 120 days. */
  private static final double MILLIS_OF_A_CALL = Duration.ofDays(120).toMillis() / 1e7;

  private static final int AT_ONCE = 50_000;

  /** So many rows are inserted by one statement. */
  private static final int TOGETHER = 250;

  /** So many chunks may wait for the disk. */
  private static final int AHEAD = 4;

  private final ArrayBlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(AHEAD);

  private record Chunk(List<MadeCall> calls, RollUps sums, QuarterNames names) {

    static Chunk empty() {
      return new Chunk(new ArrayList<>(AT_ONCE), new RollUps(), new QuarterNames());
    }

    void add(MadeCall call) {
      calls.add(call);
      sums.add(call.entry());
      names.add(call.caller(), call.words(), Entry.quarterOf(call.at()));
    }
  }

  private CrowdLedger() {}

  /** Makes a file and says how fast. */
  public static void main(String[] args) throws Exception {
    String[] words = String.join(",", args).split(",", -1);
    long rows = Long.parseLong(words[1]);
    long begun = System.nanoTime();
    make(Path.of(words[0]), rows, words.length > 2 ? Long.parseLong(words[2]) : 1);
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf("%,d rows in %.1f s: %,.0f rows/s%n", rows, seconds, rows / seconds);
  }

  /** Makes a file of so many rows; there must be none of that name. */
  public static void make(Path file, long rows, long seed)
      throws SQLException, InterruptedException {
    var crowdLedger = new CrowdLedger();
    var calls = new CrowdCalls(seed);
    var maker =
        Thread.ofPlatform().daemon().name("crowd").start(() -> crowdLedger.fill(calls, rows));
    try (BulkDatabase database = BulkDatabase.begin(file)) {
      database.write(transaction -> CrowdTables.write(transaction, calls.crowd()));
      Chunk chunk = crowdLedger.chunks.take();
      while (!chunk.calls().isEmpty()) { // the last one
        Chunk next = chunk;
        database.write(transaction -> write(transaction, next));
        chunk = crowdLedger.chunks.take();
      }
    }
    maker.join();
  }

  private void fill(CrowdCalls calls, long rows) {
    var open = new Chunk[] {Chunk.empty()};
    calls.make(
        rows,
        END.minusMillis((long) (rows * MILLIS_OF_A_CALL)),
        END,
        call -> {
          open[0].add(call);
          if (open[0].calls().size() == AT_ONCE) {
            hand(open[0]);
            open[0] = Chunk.empty();
          }
        });
    if (!open[0].calls().isEmpty()) {
      hand(open[0]);
    }
    hand(Chunk.empty());
  }

  private void hand(Chunk chunk) {
    try {
      chunks.put(chunk);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making a ledger", e);
    }
  }

  private static void write(Transaction transaction, Chunk chunk) throws SQLException {
    List<MadeCall> calls = chunk.calls();
    for (int from = 0; from < calls.size(); from += TOGETHER) {
      List<MadeCall> some = calls.subList(from, Math.min(calls.size(), from + TOGETHER));
      PreparedStatement rows = transaction.statement(CrowdTables.insertCalls(some.size()));
      for (int i = 0; i < some.size(); i++) {
        some.get(i).bind(rows, i * CrowdTables.PLACES);
      }
      rows.executeUpdate();
    }
    PreparedStatement attempt = transaction.statement(MadeCall.INSERT_ATTEMPT);
    for (MadeCall call : calls) {
      int attempts = call.how().attempts();
      for (int number = 1; number <= attempts && attempts > 1; number++) {
        call.bindAttempt(attempt, number);
        attempt.executeUpdate();
      }
    }
    chunk.sums().write(transaction);
    chunk.names().write(transaction);
  }
}
