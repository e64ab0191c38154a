package tollgate.invented;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tollgate.api.intake.UsageRecord;
import tollgate.api.intake.UsageSource;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;

/** What the engine did, one line of words per request, to be fetched by whoever keeps the books. */
final class AcmeJournal implements UsageSource {
  private static final int WORDS = 5;

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private volatile InstantSource clock = InstantSource.system();

  void useClock(InstantSource given) {
    clock = given;
  }

  void add(String id, String engine, long tokensRead, long tokensWritten) {
    lines.add(clock.instant() + " " + id + " " + engine + " " + tokensRead + " " + tokensWritten);
  }

  @Override
  public String id() {
    return "acme-journal";
  }

  @Override
  public List<byte[]> take(int max, Duration wait) throws IOException {
    var taken = new ArrayList<String>();
    try {
      String first = lines.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        taken.add(first);
        lines.drainTo(taken, max - 1);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", hurried);
    }
    return taken.stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
  }

  @Override
  public UsageRecord decode(byte[] raw) {
    String[] words = new String(raw, StandardCharsets.UTF_8).split(" ", -1);
    if (words.length != WORDS) {
      throw new IllegalArgumentException("a line has five words, this one has " + words.length);
    }
    try {
      var tokens = TokenCounts.of(Long.parseLong(words[3]), Long.parseLong(words[4]));
      return new UsageRecord(
          Instant.parse(words[0]),
          "acme",
          "road@acme.test",
          words[2],
          words[1],
          false,
          Usage.exact(tokens, words[2]));
    } catch (DateTimeException noInstant) {
      throw new IllegalArgumentException("not an instant: " + words[0], noInstant);
    }
  }
}
