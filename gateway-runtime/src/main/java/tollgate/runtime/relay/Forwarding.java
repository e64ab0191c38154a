package tollgate.runtime.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.Headers;
import tollgate.api.provider.ExchangeReply;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.HopByHop;
import tollgate.runtime.wire.ReplySink;

/** One reply under way: the loop of {@link Relay} and its four ways out. */
final class Forwarding {

  private static final long BETWEEN_NOTES = TimeUnit.SECONDS.toNanos(1);

  private final ExchangeReply upstream;
  private final UsageTap tap;
  private final ReplySink client;
  private final RelayWatch watch;
  private final LongSupplier nanoClock;

  private boolean complete;
  private boolean begun;
  private boolean writing;
  private long bytes;
  private long firstByteNanos;
  private long notedNanos;

  Forwarding(
      ExchangeReply upstream,
      UsageTap tap,
      ReplySink client,
      RelayWatch watch,
      LongSupplier nanoClock) {
    this.upstream = upstream;
    this.tap = tap;
    this.client = client;
    this.watch = watch;
    this.nanoClock = nanoClock;
  }

  Delivery run() {
    try {
      for (var chunk = read(); chunk != null; chunk = read()) {
        noteFirstByte();
        write(tap.pass(chunk));
        watch.passed(tap::running);
        noteRunning();
        if (isStopped() && !tap.isClosed()) {
          return stop();
        }
      }
      return deliver();
    } catch (ClientGone gone) {
      return clientLeft();
    } catch (IOException broke) {
      return broken(broke);
    }
  }

  private Delivery deliver() throws ClientGone {
    Headers trailers = HopByHop.fromUpstream(upstream.trailers());
    complete = true;
    write(tap.end());
    client.end(trailers);
    return new Delivery.Delivered(tally());
  }

  /** A client that has all the bytes it was promised may leave before the end is known here. */
  private Delivery clientLeft() {
    upstream.close();
    client.abort();
    boolean delivered = hasAll();
    complete |= delivered;
    return delivered ? new Delivery.Delivered(tally()) : new Delivery.ClientLeft(tally());
  }

  /** Of a stream, the last event with its usage: some leave before the connection says so. */
  private boolean hasAll() {
    String length = upstream.head().headers().first("content-length");
    boolean promised = bytes > 0 && length.equals(Long.toString(bytes));
    return promised || (!writing && tap.isOver());
  }

  /** The read failed: because of the upstream, or because someone closed it to end the call. */
  private Delivery broken(IOException cause) {
    if (watch.clientLeft()) {
      return clientLeft();
    }
    if (isStopped()) {
      return end(tap.isBetweenEvents());
    }
    if (client.committed()) {
      client.abort();
    }
    return new Delivery.UpstreamBroke(tally(), cause);
  }

  private boolean isStopped() {
    return watch.stopped() && !tap.ended();
  }

  private Delivery stop() throws ClientGone {
    boolean wholeEvents = tap.isBetweenEvents();
    if (client.committed() && tap.canEnd() && !wholeEvents) {
      wholeEvents = finishEvent();
    }
    return end(wholeEvents);
  }

  /** Relays what is missing of the event under way; answers whether it came. */
  private boolean finishEvent() throws ClientGone {
    try {
      for (var chunk = read(); chunk != null; chunk = read()) {
        write(tap.finishEvent(chunk));
        if (tap.isBetweenEvents()) {
          return true;
        }
      }
    } catch (ClientGone gone) {
      throw gone;
    } catch (IOException broke) {
      return false; // it was to be closed anyway
    }
    return false;
  }

  private Delivery end(boolean wholeEvents) {
    upstream.close();
    if (!client.committed()) {
      return new Delivery.Stopped(tally());
    }
    ByteBuffer ending =
        wholeEvents && tap.canEnd()
            ? tap.ending(watch.refusal(), watch.manner())
            : ByteBuffer.allocate(0);
    try {
      if (ending.hasRemaining()) {
        write(ending);
        client.end(Headers.none());
      } else {
        client.abort();
      }
    } catch (ClientGone gone) {
      return clientLeft();
    }
    return new Delivery.Stopped(tally());
  }

  /** An exchange may be a plugin's: whatever it throws, the upstream broke. */
  private @Nullable ByteBuffer read() throws IOException {
    try {
      return upstream.read();
    } catch (RuntimeException bug) {
      throw new IOException("the exchange failed: " + bug, bug);
    }
  }

  private void write(ByteBuffer chunk) throws ClientGone {
    int count = chunk.remaining();
    if (count > 0) {
      writing = true;
      client.write(chunk);
      writing = false;
      bytes += count;
    }
  }

  private void noteFirstByte() {
    if (!begun) {
      begun = true;
      firstByteNanos = nanoClock.getAsLong();
      notedNanos = firstByteNanos;
      watch.firstByte();
    }
  }

  private void noteRunning() {
    long now = nanoClock.getAsLong();
    if (now - notedNanos >= BETWEEN_NOTES) {
      notedNanos = now;
      watch.running(tap.running());
    }
  }

  private Tally tally() {
    if (complete) {
      tap.readWhole();
    }
    return new Tally(
        bytes,
        begun ? OptionalLong.of(firstByteNanos) : OptionalLong.empty(),
        tap.settled(complete),
        tap.ended(),
        complete && tap.isEndless(),
        tap.fault());
  }
}
