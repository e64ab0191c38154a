package tollgate.dist.kit;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Everything a peer sends, read at once by a thread of its own, so that the peer's leaving is
 * noticed while nobody waits for bytes. Read by one thread.
 */
final class Inbox extends InputStream {
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
  private final CompletableFuture<Long> gone = new CompletableFuture<>();
  private byte[] current = {};
  private int position;
  private boolean ended;

  static Inbox of(Socket socket) {
    var inbox = new Inbox();
    Thread.ofVirtual().name("inbox").start(() -> inbox.pump(socket));
    return inbox;
  }

  private void pump(Socket socket) {
    byte[] buffer = new byte[65_536];
    try {
      InputStream in = socket.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        pieces.add(Arrays.copyOf(buffer, count));
      }
    } catch (IOException reset) {
      // A peer that resets has left like one that closes; that is all there is to tell.
      end();
      return;
    }
    end();
  }

  private void end() {
    gone.complete(System.nanoTime());
    pieces.add(END);
  }

  /** When the peer left, if it does within that time. */
  Optional<Long> goneWithin(Duration time) {
    try {
      return Optional.of(gone.get(time.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException stillThere) {
      return Optional.empty();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public int read() throws IOException {
    return fill() ? current[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (position == current.length && !ended) {
      current = take();
      position = 0;
      ended = current.length == 0;
    }
    return !ended;
  }

  private byte[] take() throws SocketException {
    try {
      return pieces.take();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new SocketException("The test is over.");
    }
  }
}
