package tollgate.dist.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Many streams that go on until they are told to end, both ends of them on one {@link Wheel}: the
 * two cost a small part of what the gateway between them does. Each event is told with the time at
 * which the provider sent it, and what one end sent is held against what the other got.
 */
public final class LiveStreams implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BUFFER = 65_536;

  private final String model;
  private final long paceNanos;
  private final Wheel wheel;
  private final ServerSocketChannel server;
  private final Thread thread;
  private final List<LiveStream> all = new CopyOnWriteArrayList<>();

  /** Asked for and not begun yet: the one way onto the wheel. */
  private final Queue<LiveStream> wanted = new ConcurrentLinkedQueue<>();

  /** The wheel's own, as is what follows. */
  private final List<LiveStream> begun = new ArrayList<>();

  /** Streams in the order in which they get their next event. */
  private final ArrayDeque<LiveStream> fed = new ArrayDeque<>();

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private long next;

  private volatile boolean over;
  private volatile boolean closed;

  /**
   * What a client saw of its stream.
   *
   * @param status of the reply; 0 where it did not come to its end
   * @param clean whether it ended as one ends
   * @param unchanged whether every byte came that was sent, and no other
   * @param arrivals when each event came, in {@link System#nanoTime}
   * @param delays how long it had been under way, in nanoseconds
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  public record Seen(
      int status, boolean clean, boolean unchanged, long[] arrivals, long[] delays) {}

  /** Streams of a model, each with an event after every pace. */
  public LiveStreams(String model, Duration pace) throws IOException {
    this.model = model;
    this.paceNanos = pace.toNanos();
    this.wheel = new Wheel();
    this.server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    wheel.add(server, SelectionKey.OP_ACCEPT, key -> accept());
    this.thread = Thread.ofPlatform().daemon().name("live-streams").start(this::turn);
  }

  /** Where their provider listens; it answers nothing but these streams. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.socket().getLocalPort());
  }

  /** Begins so many at a gateway's port, each a call with these fields. */
  public void begin(int number, int port, String... fields) {
    for (int i = 0; i < number; i++) {
      var stream = new LiveStream(all.size(), request(all.size(), port, fields), port);
      all.add(stream);
      wanted.add(stream);
    }
  }

  private ByteBuffer request(int number, int port, String... fields) {
    String body =
        "{\"model\":\""
            + model
            + "\",\"user\":\""
            + LiveStream.NAME
            + number
            + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}],\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":true}}";
    var head = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:");
    head.append(port).append("\r\ncontent-type: application/json\r\n");
    for (int i = 0; i < fields.length; i += 2) {
      head.append(fields[i]).append(": ").append(fields[i + 1]).append("\r\n");
    }
    head.append("content-length: ").append(body.length()).append("\r\n\r\n").append(body);
    return ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** Has every stream end, and tells what became of each. */
  public List<Seen> end() throws Exception {
    over = true;
    var seen = new ArrayList<Seen>();
    for (LiveStream stream : all) {
      seen.add(stream.seen().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }
    return seen;
  }

  /** The delays of events that came between two times, in nanoseconds, the shortest first. */
  public static long[] delays(List<Seen> streams, long from, long to) {
    return streams.stream()
        .flatMapToLong(stream ->
            IntStream.range(0, stream.delays().length)
                .filter(i -> stream.arrivals()[i] >= from && stream.arrivals()[i] < to)
                .mapToLong(i -> stream.delays()[i]))
        .sorted()
        .toArray();
  }

  private void turn() {
    try {
      wheel.turnAtLeisure(this::due, () -> closed);
    } catch (IOException | RuntimeException broken) {
      all.forEach(stream -> stream.seen().completeExceptionally(broken));
    }
  }

  /** Begins what is wanted, and gives an event to each stream whose time has come. */
  private void due(long now) throws IOException {
    for (LiveStream one = wanted.poll(); one != null; one = wanted.poll()) {
      begun.add(one);
      one.begin(wheel, buffer);
    }
    if (fed.isEmpty() || now - next > paceNanos) {
      next = now; // what was missed is missed: no stream gets its events faster for it
    }
    while (!fed.isEmpty() && next <= now) {
      next += paceNanos / fed.size();
      LiveStream first = fed.remove();
      if (first.feed(over)) {
        fed.add(first);
      }
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel != null) {
      channel.socket().setTcpNoDelay(true);
      new Supply(channel).listen();
    }
  }

  /** One connection of the gateway to the provider. */
  private final class Supply implements Wheel.Ready {
    private final SocketChannel channel;
    private final Pipe pipe;
    private final StringBuilder request = new StringBuilder();
    private final Message message = new Message(this::read);

    Supply(SocketChannel channel) {
      this.channel = channel;
      this.pipe = new Pipe(channel);
    }

    void listen() throws IOException {
      wheel.add(channel, SelectionKey.OP_READ, this);
    }

    private void read(ByteBuffer bytes, int count) {
      var some = new byte[count];
      bytes.get(some);
      request.append(new String(some, StandardCharsets.US_ASCII));
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
      if (key.isWritable()) {
        pipe.sendOn(key);
      }
      if (!key.isReadable()) {
        return;
      }
      buffer.clear();
      if (pipe.receive(buffer) < 0) {
        pipe.close(); // whose stream it was sees that it cannot be fed
        return;
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        if (message.take(buffer)) {
          LiveStream stream = begun.get(LiveStream.numberIn(request));
          request.setLength(0);
          stream.answer(pipe, key);
          fed.add(stream);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    for (LiveStream stream : begun) {
      stream.close();
    }
    server.close();
    wheel.close();
  }
}
