package tollgate.dist.bench;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One thread that turns: does what is due, then serves the channels that are ready. It never
 * sleeps, because a sleep's end is late by more than what is to be measured.
 */
final class Wheel implements AutoCloseable {

  /** What happens on a channel. */
  @FunctionalInterface
  interface Ready {
    void ready(SelectionKey key) throws IOException;
  }

  /** What becomes due with time. */
  @FunctionalInterface
  interface Due {
    void at(long now) throws IOException;
  }

  private final Selector selector;

  Wheel() throws IOException {
    selector = Selector.open();
  }

  SelectionKey add(SelectableChannel channel, int interest, Ready ready) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, interest, ready);
  }

  /** Turns until it is done, at most that long; tells whether it is. */
  boolean turn(Due due, BooleanSupplier done, Duration atMost) throws IOException {
    long end = System.nanoTime() + atMost.toNanos();
    long now = System.nanoTime();
    while (!done.getAsBoolean() && now < end) {
      due.at(now);
      selector.selectNow(Wheel::serve);
      now = System.nanoTime();
    }
    return done.getAsBoolean();
  }

  /**
   * Turns until it is done, and lets go of the processor for a millisecond where no channel is
   * ready: for a load that is not alone on its core, and whose times do not hang on a due moment.
   */
  void turnAtLeisure(Due due, BooleanSupplier done) throws IOException {
    while (!done.getAsBoolean()) {
      due.at(System.nanoTime());
      selector.select(Wheel::serve, 1);
    }
  }

  private static void serve(SelectionKey key) {
    try {
      ((Ready) key.attachment()).ready(key);
    } catch (IOException broken) {
      throw new IllegalStateException("A channel failed and nobody minded it.", broken);
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
