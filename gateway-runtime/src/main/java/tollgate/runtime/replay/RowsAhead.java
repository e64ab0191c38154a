package tollgate.runtime.replay;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads rows on a thread of its own, always a page ahead of whoever takes them: what is read is
 * there when the policies have been asked about what was read before.
 */
final class RowsAhead implements AutoCloseable {

  private final PastRows rows;
  private final long since;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("replay-rows").factory());
  private CompletableFuture<List<Recalled>> next;

  /**
   * Begins to read.
   *
   * @param since when the first row arrived that policies are asked about, in milliseconds
   */
  RowsAhead(PastRows rows, long since) {
    this.rows = rows;
    this.since = since;
    this.next = read();
  }

  private CompletableFuture<List<Recalled>> read() {
    return CompletableFuture.supplyAsync(
        () -> rows.next().stream().map(row -> Recalled.of(row, since)).toList(), reader);
  }

  /** The next page; empty at the end. */
  List<Recalled> take() {
    try {
      List<Recalled> page = next.join();
      if (!page.isEmpty()) {
        next = read();
      }
      return page;
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException own ? own : failed;
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
