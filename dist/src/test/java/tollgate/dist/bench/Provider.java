package tollgate.dist.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The provider on the wheel: answers at once, whole or as a stream that it feeds at a rate. */
final class Provider {
  private static final int BUFFER = 262_144;

  /** How it answers. */
  record Manner(ByteBuffer whole, int eventsPerStream) {
    static Manner body(int bytes) {
      return new Manner(ProviderReplies.body(bytes), 0);
    }

    static Manner stream(int events) {
      return new Manner(ByteBuffer.allocate(0), events);
    }

    boolean streams() {
      return eventsPerStream > 0;
    }
  }

  private final Wheel wheel;
  private final ServerSocketChannel server;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final List<Stream> streams = new ArrayList<>();
  private Manner manner = Manner.body(1024);
  private int nextStream;

  Provider(Wheel wheel) throws IOException {
    this.wheel = wheel;
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8192);
    wheel.add(server, SelectionKey.OP_ACCEPT, key -> accept());
  }

  int port() {
    return server.socket().getLocalPort();
  }

  void answers(Manner how) {
    manner = how;
  }

  /** Streams that are open now. */
  int open() {
    return streams.size();
  }

  /** Sends the next event of the stream whose turn it is. */
  void feedOne() throws IOException {
    if (streams.isEmpty()) {
      return;
    }
    nextStream = nextStream % streams.size();
    Stream stream = streams.get(nextStream);
    if (stream.feed()) {
      nextStream++;
    } else {
      streams.remove(nextStream);
    }
  }

  /** Ends every open stream properly. */
  void endAll() throws IOException {
    for (Stream stream : streams) {
      stream.end();
    }
    streams.clear();
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel != null) {
      channel.socket().setTcpNoDelay(true);
      var connection = new Connection(channel);
      connection.key = wheel.add(channel, SelectionKey.OP_READ, connection);
    }
  }

  /** One connection of the gateway. */
  private final class Connection implements Wheel.Ready {
    private final Pipe pipe;
    private final Message message = new Message(Connection::skip);
    private SelectionKey key;

    Connection(SocketChannel channel) {
      pipe = new Pipe(channel);
    }

    private static void skip(ByteBuffer bytes, int count) {
      bytes.position(bytes.position() + count);
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
      if (ready.isWritable()) {
        pipe.sendOn(ready);
      }
      if (!ready.isReadable()) {
        return;
      }
      buffer.clear();
      if (pipe.receive(buffer) < 0) {
        leave();
        return;
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        if (message.take(buffer)) {
          answer();
        }
      }
    }

    private void answer() throws IOException {
      if (!manner.streams()) {
        send(manner.whole().duplicate());
        return;
      }
      var stream = new Stream(this, manner.eventsPerStream());
      send(ProviderReplies.streamHead());
      stream.feed();
      streams.add(stream);
    }

    private void send(ByteBuffer bytes) throws IOException {
      pipe.send(bytes, key);
    }

    private void leave() throws IOException {
      pipe.close();
      streams.removeIf(stream -> stream.connection == this);
    }
  }

  /** One reply that is being streamed. */
  private static final class Stream {
    private final Connection connection;
    private int left;

    Stream(Connection connection, int events) {
      this.connection = connection;
      this.left = events;
    }

    /** Sends one event, or the end; tells whether more is to come. */
    boolean feed() throws IOException {
      if (left == 0) {
        end();
        return false;
      }
      left--;
      String event = ProviderReplies.event(System.nanoTime());
      connection.send(ByteBuffer.wrap(event.getBytes(StandardCharsets.US_ASCII)));
      return true;
    }

    void end() throws IOException {
      connection.send(ProviderReplies.streamEnd());
    }
  }
}
