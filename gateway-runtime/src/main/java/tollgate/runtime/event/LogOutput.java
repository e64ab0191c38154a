package tollgate.runtime.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Formats and writes lines on a thread of its own. Whoever logs only puts the event into a
 * lock-free queue; waking the thread is the dear part of that (a system call), so it is woken only
 * when it sleeps for good: while lines keep coming it looks by itself every few milliseconds.
 */
public final class LogOutput implements EventSink, AutoCloseable {

  private static final long NAP_NANOS = Duration.ofMillis(10).toNanos();
  private static final int LARGEST_BATCH = 1_000;
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

  private final LogSettings settings;
  private final LineFormat format;
  private final OutputStream out;
  private final OutputStream err;
  private final Queue<Occurrence> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();
  private final Thread writer;
  private volatile boolean asleep;
  private volatile boolean closed;
  private final Optional<LogFile> file;
  private long droppedAndTold;
  private boolean troubleTold;

  LogOutput(LogSettings settings, OutputStream out, OutputStream err) {
    this.settings = settings;
    this.format =
        switch (settings.format()) {
          case JSON -> new JsonLines();
          case PRETTY -> new PrettyLines();
        };
    this.out = out;
    this.file = out instanceof LogFile own ? Optional.of(own) : Optional.empty();
    this.err = err;
    this.writer = Thread.ofPlatform().daemon().name("log-writer").unstarted(this::write);
  }

  LogOutput start() {
    writer.start();
    return this;
  }

  @Override
  public long dropped() {
    return dropped.sum();
  }

  @Override
  public Level level() {
    return settings.level();
  }

  @Override
  public void accept(Occurrence occurrence) {
    if (closed || waiting.get() >= settings.queueLines()) {
      dropped.increment();
      return;
    }
    waiting.incrementAndGet();
    queue.add(occurrence);
    if (asleep || occurrence.event().level() == Level.ERROR) {
      LockSupport.unpark(writer);
    }
  }

  /** Writes what still waits, for at most two seconds, and ends. */
  @Override
  public void close() {
    Events.leave(this);
    closed = true;
    LockSupport.unpark(writer);
    try {
      writer.join(LONGEST_CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    file.ifPresent(LogOutput::close);
  }

  private static void close(LogFile file) {
    try {
      file.close();
    } catch (IOException lost) {
      // The last lines are written, and the log was the place to say more.
    }
  }

  private void write() {
    while (true) {
      boolean last = closed;
      if (writeBatch()) {
        LockSupport.parkNanos(this, last ? 1 : NAP_NANOS);
      } else if (last) {
        return;
      } else {
        sleep();
      }
    }
  }

  /**
   * Looks once more after announcing the sleep, else a line offered in between would wait for the
   * next.
   */
  private void sleep() {
    asleep = true;
    if (queue.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    asleep = false;
  }

  private boolean writeBatch() {
    var toOut = new Batch(out);
    var toErr = new Batch(err);
    int lines = 0;
    for (Occurrence next = queue.poll(); next != null; next = queue.poll()) {
      waiting.decrementAndGet();
      if (next.event().level() != Level.ERROR) {
        toOut.add(next);
      } else if (file.isPresent()) {
        toOut.add(next);
        toErr.addUncounted(next);
      } else {
        toErr.add(next);
      }
      lines++;
      if (lines == LARGEST_BATCH) {
        break;
      }
    }
    tellOfDroppedLines(toOut);
    tellOfTrouble(toOut);
    toErr.flush(); // first: it is the other stream whose reader is slow, when one is
    toOut.flush();
    return lines > 0;
  }

  private void tellOfDroppedLines(Batch toOut) {
    long now = dropped.sum();
    if (now > droppedAndTold && LogEvent.LOGGER_DROPPED_LINES.level().compareTo(level()) >= 0) {
      toOut.addUncounted(
          Events.occurrence(LogEvent.LOGGER_DROPPED_LINES, "count", now - droppedAndTold));
    }
    droppedAndTold = now;
  }

  /** Once, when the file begins not to take lines: they are on the other stream, this one too. */
  private void tellOfTrouble(Batch toOut) {
    Optional<String> trouble = file.flatMap(LogFile::trouble);
    if (trouble.isPresent() && !troubleTold) {
      toOut.addUncounted(Events.occurrence(LogEvent.LOGGER_FILE_FAILED, "reason", trouble.get()));
    }
    troubleTold = trouble.isPresent();
  }

  /** A value whose toString throws must not end the log. */
  private String line(Occurrence occurrence) {
    try {
      return format.format(occurrence) + "\n";
    } catch (RuntimeException e) {
      return format.format(
              Events.occurrence(
                  LogEvent.LIBRARY_ERROR,
                  "logger",
                  occurrence.event().code(),
                  "message",
                  "a field of this event cannot be shown: " + e))
          + "\n";
    }
  }

  /** Lines on their way to one of the two streams. */
  private final class Batch {
    private final OutputStream target;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int lines;

    Batch(OutputStream target) {
      this.target = target;
    }

    void add(Occurrence occurrence) {
      addUncounted(occurrence);
      lines++;
    }

    /** Adds a line that is not missed when it is lost. */
    void addUncounted(Occurrence occurrence) {
      bytes.writeBytes(line(occurrence).getBytes(StandardCharsets.UTF_8));
    }

    void flush() {
      if (bytes.size() == 0) {
        return;
      }
      try {
        bytes.writeTo(target);
        target.flush();
      } catch (IOException e) {
        // The reader of the log has gone, and the log was the place to say so: the count must do.
        dropped.add(lines);
      }
    }
  }
}
