package tollgate.dist.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of {@link LiveStreams}: what its provider sends and what its client gets. */
final class LiveStream implements Wheel.Ready {

  /** Stands before its number in the request. */
  static final String NAME = "live-stream-";

  private static final Pattern NUMBER = Pattern.compile(NAME + "(\\d+)");
  private static final int MORE = 1_024;

  /** An event on its way. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  private record Sent(byte[] bytes, long at) {}

  /** Where the provider writes. */
  private record Supplier(Pipe pipe, SelectionKey key) {}

  private final int number;
  private final ByteBuffer request;
  private final int port;
  private final Message reply = new Message(this::got);
  private final ArrayDeque<Sent> underWay = new ArrayDeque<>();
  private final CompletableFuture<LiveStreams.Seen> seen = new CompletableFuture<>();
  private Optional<Supplier> supplier = Optional.empty();
  private Optional<Pipe> client = Optional.empty();
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private long readAt;
  private int matched;
  private boolean unchanged = true;
  private int events;
  private long[] arrivals = new long[MORE];
  private long[] delays = new long[MORE];

  LiveStream(int number, ByteBuffer request, int port) {
    this.number = number;
    this.request = request;
    this.port = port;
  }

  /** The number of the stream that a request asks for. */
  static int numberIn(CharSequence request) throws IOException {
    Matcher name = NUMBER.matcher(request);
    if (!name.find()) {
      throw new IOException("a stream of nobody: " + request);
    }
    return Integer.parseInt(name.group(1));
  }

  /** What became of it, once it is over. */
  CompletableFuture<LiveStreams.Seen> seen() {
    return seen;
  }

  /** The client asks for it; the buffer is that of all streams of the wheel. */
  void begin(Wheel wheel, ByteBuffer shared) throws IOException {
    buffer = shared;
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.socket().setTcpNoDelay(true);
    var pipe = new Pipe(channel);
    client = Optional.of(pipe);
    pipe.send(request, wheel.add(channel, SelectionKey.OP_READ, this));
  }

  /** The provider was asked for it, and begins. */
  void answer(Pipe pipe, SelectionKey key) throws IOException {
    supplier = Optional.of(new Supplier(pipe, key));
    pipe.send(ProviderReplies.streamHead(), key);
  }

  /** Sends its next event, or its end; tells whether more is to come. */
  boolean feed(boolean last) throws IOException {
    try {
      if (last) {
        send(ProviderReplies.lastEvents());
        supply(ProviderReplies.endOfChunks());
        return false;
      }
      send(ProviderReplies.numbered(events + underWay.size(), number));
      return true;
    } catch (IOException gatewayLeft) {
      return false; // what that means the client sees
    }
  }

  private void send(byte[] event) throws IOException {
    underWay.add(new Sent(event, System.nanoTime()));
    supply(ProviderReplies.chunked(event));
  }

  private void supply(ByteBuffer bytes) throws IOException {
    Supplier to = supplier.orElseThrow();
    to.pipe().send(bytes, to.key());
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    Pipe pipe = client.orElseThrow();
    if (key.isWritable()) {
      pipe.sendOn(key);
    }
    if (key.isReadable()) {
      receive(pipe);
    }
  }

  private void receive(Pipe pipe) throws IOException {
    buffer.clear();
    if (pipe.receive(buffer) < 0) {
      end(false);
      return;
    }
    readAt = System.nanoTime();
    buffer.flip();
    while (buffer.hasRemaining() && !seen.isDone()) {
      if (reply.take(buffer)) {
        unchanged &= !buffer.hasRemaining();
        end(true);
      }
    }
  }

  /** What came is what was sent next, or it is not as it was sent. */
  private void got(ByteBuffer bytes, int count) {
    int end = bytes.position() + count;
    while (bytes.position() < end) {
      Sent next = underWay.peek();
      if (next == null) {
        unchanged = false; // nobody sent it
        bytes.position(end);
        return;
      }
      int some = Math.min(end - bytes.position(), next.bytes().length - matched);
      ByteBuffer sent = ByteBuffer.wrap(next.bytes(), matched, some);
      unchanged &= bytes.slice(bytes.position(), some).equals(sent);
      bytes.position(bytes.position() + some);
      matched += some;
      if (matched == next.bytes().length) {
        arrived(underWay.remove());
      }
    }
  }

  private void arrived(Sent event) {
    matched = 0;
    if (events == delays.length) {
      arrivals = Arrays.copyOf(arrivals, events + MORE);
      delays = Arrays.copyOf(delays, events + MORE);
    }
    arrivals[events] = readAt;
    delays[events++] = readAt - event.at();
  }

  private void end(boolean clean) throws IOException {
    seen.complete(
        new LiveStreams.Seen(
            clean ? reply.status() : 0,
            clean,
            unchanged && underWay.isEmpty(),
            Arrays.copyOf(arrivals, events),
            Arrays.copyOf(delays, events)));
    close();
  }

  void close() throws IOException {
    if (client.isPresent()) {
      client.get().close();
    }
    if (supplier.isPresent()) {
      supplier.get().pipe().close();
    }
  }
}
