package tollgate.dist.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of a client on the wheel, one call at a time. */
final class Caller implements Wheel.Ready {

  /** Who is told how its calls go. */
  interface Observer {
    /** A reply is complete; its call was due at that time. */
    void replied(Caller caller, long dueAt, long now) throws IOException;

    /** The first byte of a body arrived. */
    void begun(long dueAt, long now);

    /** An event that was sent at that time arrived. */
    void event(long sentAt, long now);

    /** The call failed and the connection is of no further use. */
    void failed(Caller caller, String why);
  }

  private final Pipe pipe;
  private final Observer observer;
  private final ByteBuffer buffer;
  private final Message message = new Message(this::body);
  private SelectionKey key;
  private long dueAt;
  private boolean busy;
  private boolean firstByteSeen;
  private long readAt;
  private long digits;
  private int digitsLeft;

  private Caller(SocketChannel channel, Observer observer, ByteBuffer buffer) {
    this.pipe = new Pipe(channel);
    this.observer = observer;
    this.buffer = buffer;
  }

  /** Connects; the buffer is shared by all callers of a wheel. */
  static Caller connect(Wheel wheel, int port, Observer observer, ByteBuffer buffer)
      throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.socket().setTcpNoDelay(true);
    var caller = new Caller(channel, observer, buffer);
    caller.key = wheel.add(channel, SelectionKey.OP_READ, caller);
    return caller;
  }

  /** Sends a call that was due at that time. */
  void call(ByteBuffer request, long due) throws IOException {
    dueAt = due;
    busy = true;
    firstByteSeen = false;
    pipe.send(request.duplicate(), key);
  }

  @Override
  public void ready(SelectionKey ready) throws IOException {
    if (ready.isWritable()) {
      pipe.sendOn(ready);
    }
    if (ready.isReadable()) {
      receive();
    }
  }

  private void receive() throws IOException {
    buffer.clear();
    if (pipe.receive(buffer) < 0) {
      close();
      observer.failed(this, busy ? "cut off" : "closed while idle");
      return;
    }
    readAt = System.nanoTime();
    buffer.flip();
    while (buffer.hasRemaining()) {
      if (message.take(buffer)) {
        end();
      }
    }
  }

  private void end() throws IOException {
    busy = false;
    if (message.status() == 200) {
      observer.replied(this, dueAt, readAt);
    } else {
      close();
      observer.failed(this, "status " + message.status());
    }
  }

  private void body(ByteBuffer bytes, int count) {
    if (!firstByteSeen) {
      firstByteSeen = true;
      observer.begun(dueAt, readAt);
    }
    for (int i = 0; i < count; i++) {
      byte next = bytes.get();
      if (digitsLeft > 0) {
        digit(next);
      } else if (next == ProviderReplies.MARK) {
        digitsLeft = ProviderReplies.DIGITS;
        digits = 0;
      }
    }
  }

  private void digit(byte next) {
    digits = 10 * digits + (next - '0');
    digitsLeft--;
    if (digitsLeft == 0) {
      observer.event(digits, readAt);
    }
  }

  void close() throws IOException {
    pipe.close();
  }
}
