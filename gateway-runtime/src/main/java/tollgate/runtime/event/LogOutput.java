package tollgate.runtime.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
  private long droppedAndTold;

  LogOutput(LogSettings settings, OutputStream out, OutputStream err) {
    this.settings = settings;
    this.format =
        switch (settings.format()) {
          case JSON -> new JsonLines();
          case PRETTY -> new PrettyLines();
        };
    this.out = out;
    this.err = err;
    this.writer = Thread.ofPlatform().daemon().name("log-writer").unstarted(this::write);
  }

  LogOutput start() {
    writer.start();
    return this;
  }

  /** How many lines were dropped so far because the log's reader was too slow or gone. */
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
    var toOut = new ByteArrayOutputStream();
    var toErr = new ByteArrayOutputStream();
    int lines = 0;
    for (Occurrence next = queue.poll(); next != null; next = queue.poll()) {
      waiting.decrementAndGet();
      append(next, toOut, toErr);
      lines++;
      if (lines == LARGEST_BATCH) {
        break;
      }
    }
    tellOfDroppedLines(toOut);
    flush(toOut, out, lines);
    flush(toErr, err, lines);
    return lines > 0;
  }

  private void tellOfDroppedLines(ByteArrayOutputStream toOut) {
    long now = dropped.sum();
    if (now > droppedAndTold && Event.LOGGER_DROPPED_LINES.level().compareTo(level()) >= 0) {
      append(
          Events.occurrence(Event.LOGGER_DROPPED_LINES, "count", now - droppedAndTold),
          toOut,
          toOut);
    }
    droppedAndTold = now;
  }

  private void append(
      Occurrence occurrence, ByteArrayOutputStream toOut, ByteArrayOutputStream toErr) {
    boolean error = occurrence.event().level() == Level.ERROR;
    (error ? toErr : toOut).writeBytes(line(occurrence).getBytes(StandardCharsets.UTF_8));
  }

  /** A value whose toString throws must not end the log. */
  private String line(Occurrence occurrence) {
    try {
      return format.format(occurrence) + "\n";
    } catch (RuntimeException e) {
      return format.format(
              Events.occurrence(
                  Event.LIBRARY_ERROR,
                  "logger",
                  occurrence.event().code(),
                  "message",
                  "a field of this event cannot be shown: " + e))
          + "\n";
    }
  }

  private void flush(ByteArrayOutputStream batch, OutputStream target, int lines) {
    if (batch.size() == 0) {
      return;
    }
    try {
      batch.writeTo(target);
      target.flush();
    } catch (IOException e) {
      // The reader of the log has gone, and the log was the place to say so: the count must do.
      dropped.add(lines);
    }
  }
}
