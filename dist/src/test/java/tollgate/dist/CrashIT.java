package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.LedgerChecks;
import tollgate.dist.kit.LedgerFile;
import tollgate.dist.kit.Leg;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.Received;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;

/**
 * The gateway is killed at random moments under load, a moment being so many steps of its calls: a
 * request at the provider, an event from there, a whole answer. Whatever reached the provider has a
 * row, and after the next start every row is final and every sum agrees with the rows. Calls are
 * told apart by their model, the one thing of a call that both the provider and the row know.
 */
class CrashIT {
  private static final int KILLS = Boolean.getBoolean("tollgate.long") ? 200 : 10;
  private static final int CLIENTS = 12;

  /** By then every client has had several calls. */
  private static final int MOST_STEPS = 1000;

  private static final Duration BETWEEN_EVENTS = Duration.ofMillis(2);
  private static final long SEED = Long.getLong("tollgate.seed", System.nanoTime());

  @TempDir private Path folder;

  private final AtomicInteger calls = new AtomicInteger();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch steps = new CountDownLatch(0);

  @Test
  void noCallThatWasSentIsWithoutARowAndEverySumAgrees() throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    try (FakeUpstream upstream = FakeUpstream.start()) {
      upstream.answers(this::answer);
      GatewayProcess.Plan plan =
          GatewayProcess.in(folder).with(GatewaySettings.with(upstream.address()).text());
      for (int kill = 0; kill < KILLS; kill++) {
        loadAndKill(plan, 1 + random.nextInt(MOST_STEPS));
      }
      try (GatewayProcess gateway = plan.start()) {
        assertEverythingIsAccountedFor(gateway.ledger(), upstream);
        gateway.terminate();
        gateway.awaitEnd();
        new LedgerChecks(gateway.ledger()).holdAfterTheEnd();
      }
    }
  }

  /** Half of the calls are streamed slowly, so that a kill meets every stage of a call. */
  private void answer(Received request, Leg leg) throws IOException, InterruptedException {
    steps.countDown();
    if (request.text().contains("\"stream\":true")) {
      stream(Recording.MESSAGES_STREAM, leg);
    } else {
      Scripts.recorded(Recording.MESSAGES_BODY).play(request, leg);
    }
  }

  private void stream(Recording recording, Leg leg) throws IOException {
    leg.head(200, Scripts.chunked(recording.contentType()));
    for (byte[] event : recording.events()) {
      leg.chunk(event);
      steps.countDown();
      if (leg.closedWithin(BETWEEN_EVENTS).isPresent()) {
        return;
      }
    }
    leg.endChunks();
  }

  private void loadAndKill(GatewayProcess.Plan plan, int after) throws Exception {
    var over = new AtomicBoolean();
    steps = new CountDownLatch(after);
    try (GatewayProcess gateway = plan.start();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      new LedgerChecks(gateway.ledger()).holdAfterTheEnd();
      for (int client = 0; client < CLIENTS; client++) {
        clients.execute(() -> callUntil(over, gateway.port()));
      }
      boolean loaded = steps.await(60, TimeUnit.SECONDS);
      gateway.kill();
      over.set(true);
      assertTrue(loaded, () -> steps.getCount() + " of " + after + " steps missing, seed " + SEED);
    }
  }

  private void callUntil(AtomicBoolean over, int port) {
    while (!over.get()) {
      int number = calls.incrementAndGet();
      String model = "crash-" + number;
      var ask = number % 2 == 0 ? Requests.messagesStream(model) : Requests.messages(model);
      try {
        if (RawClient.ask(port, ask).clean()) {
          answered.add(model);
          steps.countDown();
        }
      } catch (IOException killed) {
        // The gateway is gone, which is what this test is about.
        return;
      }
    }
  }

  private void assertEverythingIsAccountedFor(LedgerFile ledger, FakeUpstream upstream)
      throws Exception {
    var rows = new HashSet<String>();
    for (LedgerFile.Row row : ledger.ask("SELECT requested_model FROM call")) {
      assertTrue(rows.add(row.text("requested_model")), "two rows of " + row);
    }
    var sent = new HashSet<String>();
    upstream.received().forEach(request -> sent.add(request.value("model")));
    sent.removeAll(rows);
    assertEquals(Set.of(), sent, "sent without a row, seed " + SEED);
    assertTrue(rows.containsAll(answered), "answered without a row, seed " + SEED);
    assertTrue(upstream.received().size() > KILLS, "hardly any load");
    assertEquals(
        0,
        ledger
            .ask(
                "SELECT count(*) AS n FROM call WHERE state = 'in_doubt' AND cost_nanos IS NULL"
                    + " AND hold_nanos > 0")
            .getFirst()
            .number("n"),
        "rows in doubt are charged what was held for them, seed " + SEED);
  }
}
