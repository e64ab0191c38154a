package tollgate.dist.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Many streams that go on until they are told to end, each event with the time at which the
 * provider sent it; both ends of them. What one end sent is held against what the other got.
 */
public final class LiveStreams implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("\"user\":\"([^\"]*)\"");
  private static final Pattern SENT = Pattern.compile("\"at (\\d+)\"");
  private static final int MORE = 1_024;

  private final String model;
  private final Duration pace;
  private final Map<String, byte[]> sent = new ConcurrentHashMap<>();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<Seen>> running = new ArrayList<>();
  private volatile boolean over;

  /**
   * What a client saw of its stream.
   *
   * @param arrivals when each event came, in {@link System#nanoTime}
   * @param delays how long it had been under way, in nanoseconds
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  public record Seen(
      int status, boolean clean, boolean unchanged, long[] arrivals, long[] delays) {}

  /** Streams of a model, each with an event after every pace. */
  public LiveStreams(String model, Duration pace) {
    this.model = model;
    this.pace = pace;
  }

  /** Whether a request is one of ours. */
  public boolean isFor(Received request) {
    return request.text().contains("\"stream\":true");
  }

  /** The provider's end. */
  public void play(Received request, Leg leg) throws IOException, InterruptedException {
    Matcher id = ID.matcher(request.text());
    if (!id.find()) {
      throw new IOException("a stream of nobody: " + request.text());
    }
    MessageDigest digest = sha256();
    leg.head(200, Scripts.chunked("text/event-stream"));
    while (!over) {
      send(
          leg,
          digest,
          "{\"index\":0,\"delta\":{\"content\":\"at " + System.nanoTime() + "\"}}",
          "");
      if (leg.closedWithin(pace).isPresent()) {
        return;
      }
    }
    send(
        leg,
        digest,
        "",
        ",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":240,\"total_tokens\":249}");
    byte[] end = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);
    digest.update(end);
    leg.chunk(end);
    sent.put(id.group(1), digest.digest());
    leg.endChunks();
  }

  private void send(Leg leg, MessageDigest digest, String choice, String more) throws IOException {
    String json =
        "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\""
            + model
            + "\",\"choices\":["
            + choice
            + "]"
            + more
            + "}";
    byte[] event = ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    digest.update(event);
    leg.chunk(event);
  }

  /** Begins so many, each a call with these fields. */
  public void begin(int number, GatewayProcess gateway, String... fields) {
    for (int i = 0; i < number; i++) {
      String id = "s-" + running.size();
      Ask ask =
          Ask.post(
              "/v1/chat/completions",
              "{\"model\":\""
                  + model
                  + "\",\"user\":\""
                  + id
                  + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}],\"stream\":true,"
                  + "\"stream_options\":{\"include_usage\":true}}");
      for (int j = 0; j < fields.length; j += 2) {
        ask = ask.with(fields[j], fields[j + 1]);
      }
      Ask whole = ask;
      running.add(clients.submit(() -> read(gateway, whole, id)));
    }
  }

  private Seen read(GatewayProcess gateway, Ask ask, String id) throws IOException {
    MessageDigest digest = sha256();
    long[] arrivals = new long[MORE];
    long[] delays = new long[MORE];
    int count = 0;
    try (RawClient client = gateway.connect()) {
      RawReply reply = client.send(ask).reply(ask);
      for (byte[] some = reply.body().some(); some.length > 0; some = reply.body().some()) {
        long now = System.nanoTime();
        digest.update(some);
        Matcher times = SENT.matcher(new String(some, StandardCharsets.ISO_8859_1));
        while (times.find()) {
          if (count == delays.length) {
            arrivals = Arrays.copyOf(arrivals, count + MORE);
            delays = Arrays.copyOf(delays, count + MORE);
          }
          arrivals[count] = now;
          delays[count++] = now - Long.parseLong(times.group(1));
        }
      }
      boolean unchanged = Arrays.equals(digest.digest(), sent.get(id));
      return new Seen(
          reply.status(),
          reply.body().clean(),
          unchanged,
          Arrays.copyOf(arrivals, count),
          Arrays.copyOf(delays, count));
    }
  }

  /** Has every stream end, and tells what became of each. */
  public List<Seen> end() throws Exception {
    over = true;
    var seen = new ArrayList<Seen>();
    for (Future<Seen> each : running) {
      seen.add(each.get());
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

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java has SHA-256", absent);
    }
  }

  @Override
  public void close() {
    over = true;
    clients.shutdownNow();
  }
}
