package tollgate.dist.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** What a process writes, line by line, kept as it comes. */
public final class Output {
  private final List<String> lines = new ArrayList<>();
  private final Semaphore turn = new Semaphore(1);
  private final Thread reader;

  Output(InputStream in) {
    reader = Thread.ofVirtual().name("output").start(() -> pump(in));
  }

  private void pump(InputStream in) {
    try (var lineReader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lineReader.readLine(); line != null; line = lineReader.readLine()) {
        add(line);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void add(String line) {
    turn.acquireUninterruptibly();
    try {
      synchronized (lines) {
        lines.add(line);
      }
    } finally {
      turn.release();
    }
  }

  /** Reads no further until the answer is closed, as a reader that is too slow. */
  public Paused pause() {
    turn.acquireUninterruptibly();
    return turn::release;
  }

  /** A pause. */
  public interface Paused extends AutoCloseable {
    @Override
    void close();
  }

  /** What was written so far. */
  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** The log lines of an event, in order. */
  public List<Json> events(String name) {
    return lines().stream()
        .filter(line -> line.startsWith("{") && line.contains("\"event\":\"" + name + "\""))
        .map(Json::parse)
        .toList();
  }

  /** Everything in one text. */
  public String text() {
    return String.join("\n", lines());
  }

  /** Waits until the process has closed the stream. */
  void awaitEnd() throws InterruptedException {
    reader.join();
  }
}
