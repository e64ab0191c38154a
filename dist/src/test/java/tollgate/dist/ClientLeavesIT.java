package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tollgate.dist.kit.Alone;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.H2Client;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.Leg;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.RawReply;
import tollgate.dist.kit.Received;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** A client that leaves: the provider is told at once, and what was used is kept and priced. */
@Alone
class ClientLeavesIT {
  private static final Duration AT_ONCE = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int AT_THE_SAME_TIME = 8;

  @TempDir private static Path folder;
  private static Stand stand;

  /** When the provider saw its connection closed, by the model that was asked for. */
  private static final Map<String, CompletableFuture<Long>> CLOSED = new ConcurrentHashMap<>();

  @BeforeAll
  static void start() throws Exception {
    stand = Stand.patient(folder);
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  private static CompletableFuture<Long> closed(String model) {
    return CLOSED.computeIfAbsent(model, any -> new CompletableFuture<>());
  }

  private static void noteTheEnd(String model, Leg leg) throws IOException {
    leg.closedWithin(PATIENCE).ifPresent(closed(model)::complete);
    leg.close();
  }

  /** Sends the first events and then stays silent; how many stands in the model's name. */
  private static void answerThenFallSilent(Recording recording, Received request, Leg leg)
      throws IOException {
    String model = request.value("model");
    int events = Integer.parseInt(model.substring(model.lastIndexOf('-') + 1));
    leg.head(200, Scripts.chunked(recording.contentType()));
    for (byte[] event : recording.events().subList(0, events)) {
      leg.chunk(event);
    }
    noteTheEnd(model, leg);
  }

  /** Leaves once that many events have arrived; gives when it did. */
  private static long leaveAfter(Recording recording, String model, int events, boolean rudely)
      throws IOException {
    Ask ask = Requests.forRecording(recording, model);
    try (RawClient client = stand.gateway().connect()) {
      RawReply reply = client.send(ask).reply(ask);
      byte[] expected = recording.first(events);
      assertArrayEquals(expected, reply.body().exactly(expected.length));
      long left = System.nanoTime();
      if (rudely) {
        client.reset();
      }
      return left;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CHAT_STREAM", "MESSAGES_STREAM"})
  void aClientMayLeaveAfterAnyEventWhileTheProviderIsSilent(Recording recording) throws Exception {
    stand.upstream().answers((request, leg) -> answerThenFallSilent(recording, request, leg));
    int events = recording.events().size() - 2;
    var noticed = new ArrayList<Future<Long>>();
    try (ExecutorService clients = Executors.newFixedThreadPool(AT_THE_SAME_TIME)) {
      for (int after = 1; after <= events; after++) {
        int count = after;
        noticed.add(clients.submit(() -> leaveAndWait(recording, count)));
      }
    }

    assertNoticedAtOnce(noticed);
  }

  /** How long the provider's connection outlived the client, in milliseconds. */
  private static long leaveAndWait(Recording recording, int events) throws Exception {
    String model = recording.name().toLowerCase(Locale.ROOT) + "-cut-" + events;
    long left = leaveAfter(recording, model, events, events % 2 == 0);
    long told = closed(model).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    Row row = stand.ledger().ended("requested_model", model);
    assertEquals("aborted", row.text("state"), row::toString);
    assertEquals(200, row.number("status"), row::toString);
    if (recording == Recording.MESSAGES_STREAM) {
      assertEquals(14_336, row.number("cache_read_tokens"), row::toString);
      assertTrue(row.number("cost_nanos") > 0, row::toString);
    }
    return TimeUnit.NANOSECONDS.toMillis(told - left);
  }

  /** All but one in ten in time, none later than two seconds: the machine has other work, too. */
  private static void assertNoticedAtOnce(List<Future<Long>> noticed) throws Exception {
    var millis = new ArrayList<Long>();
    for (Future<Long> each : noticed) {
      millis.add(each.get());
    }
    millis.sort(null);
    long mostOfThem = millis.get(millis.size() * 9 / 10 - 1);
    assertTrue(mostOfThem <= AT_ONCE.toMillis(), () -> "noticed after " + millis);
    assertTrue(millis.getLast() <= 2000, () -> "noticed after " + millis);
  }

  @Test
  void aClientMayLeaveWhileEventsFlow() throws Exception {
    Recording recording = Recording.MESSAGES_STREAM;
    stand
        .upstream()
        .answers((request, leg) -> {
          leg.head(200, Scripts.chunked(recording.contentType()));
          leg.chunk(recording.events().getFirst());
          try {
            while (leg.closedWithin(Duration.ofMillis(5)).isEmpty()) {
              leg.chunk("event: ping\ndata: {\"type\":\"ping\"}\n\n");
            }
          } finally {
            noteTheEnd(request.value("model"), leg);
          }
        });

    long left = leaveAfter(recording, "flowing", 1, false);

    assertTold("flowing", left);
    assertEquals("aborted", stand.ledger().ended("requested_model", "flowing").text("state"));
  }

  @Test
  void aClientMayLeaveBeforeTheHead() throws Exception {
    stand.upstream().answers((request, leg) -> noteTheEnd(request.value("model"), leg));
    Ask ask = Requests.messagesStream("headless");
    long left;
    try (RawClient client = stand.gateway().connect()) {
      client.send(ask);
      awaitArrival("headless");
      left = System.nanoTime();
    }

    assertTold("headless", left);
    Row row = stand.ledger().ended("requested_model", "headless");
    assertEquals("aborted", row.text("state"), row::toString);
    assertEquals(499, row.number("status"), row::toString);
  }

  @Test
  void aClientOverHttp2MayCancelItsStream() throws Exception {
    stand
        .upstream()
        .answers((request, leg) -> {
          leg.head(200, Scripts.chunked("text/event-stream"));
          leg.chunk(Recording.MESSAGES_STREAM.events().getFirst());
          noteTheEnd(request.value("model"), leg);
        });
    try (H2Client client = H2Client.to(stand.gateway().port())) {
      client.send(Requests.messagesStream("h2-cancel"));
      client.some();
      long left = System.nanoTime();
      client.cancel();

      assertTold("h2-cancel", left);
    }
    assertEquals("aborted", stand.ledger().ended("requested_model", "h2-cancel").text("state"));
  }

  @Test
  void whatWasUsedUntilThenIsPriced() throws Exception {
    Recording recording = Recording.MESSAGES_STREAM;
    stand
        .upstream()
        .answers((request, leg) -> {
          leg.head(200, Scripts.chunked(recording.contentType()));
          leg.chunk(recording.first(20));
          noteTheEnd(request.value("model"), leg);
        });

    leaveAfter(recording, "partial", 20, false);
    Row row = stand.ledger().ended("requested_model", "partial");

    assertEquals("running", row.text("provenance"), row::toString);
    assertEquals(12, row.number("input_tokens"), row::toString);
    assertEquals(14_336, row.number("cache_read_tokens"), row::toString);
    assertEquals(1536, row.number("cache_write_5m_tokens"), row::toString);
    assertEquals(512, row.number("cache_write_1h_tokens"), row::toString);
    assertTrue(row.number("output_tokens") >= 3, row::toString);
    assertTrue(row.number("cost_nanos") >= 13_213_800, row::toString);
    assertEquals("claude-sonnet-4-5-20250929", row.text("served_model"), row::toString);
  }

  private static void assertTold(String model, long left) throws Exception {
    long told = closed(model).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    long millis = TimeUnit.NANOSECONDS.toMillis(told - left);
    assertTrue(millis <= 2 * AT_ONCE.toMillis(), "told after " + millis + " ms");
  }

  private static void awaitArrival(String model) throws Exception {
    Eventually.found(
        "a request for " + model,
        () -> {
          List<Received> matching =
              stand.upstream().received(request -> request.value("model").equals(model));
          return matching.stream().findFirst();
        });
  }
}
