package tollgate.provider.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.ExchangeReply;

/** A reply whose events are known beforehand and are given out with a pause before each. */
final class ScriptedReply implements ExchangeReply {

  /** How a reply ends after its last event. */
  enum End {
    /** It is complete. */
    CLEAN,
    /** The line breaks. */
    BROKEN,
    /** Nothing more comes until the caller gives up. */
    NEVER
  }

  /** The first byte takes as long as this many events. */
  private static final int FIRST = 5;

  private final ReplyHead head;
  private final Iterator<String> events;
  private final End end;
  private final Duration delay;
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean begun;

  ScriptedReply(ReplyHead head, List<String> events, End end, Duration delay) {
    this.head = head;
    this.events = events.iterator();
    this.end = end;
    this.delay = delay;
  }

  @Override
  public ReplyHead head() {
    return head;
  }

  @Override
  public @Nullable ByteBuffer read() throws IOException {
    if (events.hasNext()) {
      pause(begun ? delay : delay.multipliedBy(FIRST));
      begun = true;
      return ByteBuffer.wrap(events.next().getBytes(StandardCharsets.UTF_8));
    }
    return switch (end) {
      case CLEAN -> null;
      case BROKEN -> throw new IOException("the demo broke off on request");
      case NEVER -> {
        pause(Duration.ofMillis(Long.MAX_VALUE));
        throw new IOException("the demo was never going to end");
      }
    };
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void pause(Duration time) throws IOException {
    try {
      if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the exchange was closed");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      var stopped = new InterruptedIOException("the exchange was interrupted");
      stopped.initCause(interrupted);
      throw stopped;
    }
  }
}
