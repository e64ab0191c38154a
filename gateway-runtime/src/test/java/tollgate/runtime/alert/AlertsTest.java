package tollgate.runtime.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.runtime.event.Happening;
import tollgate.runtime.event.Level;
import tollgate.runtime.event.ProviderEvent;
import tollgate.runtime.event.TaskEvent;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.task.Time;

@Timeout(20)
class AlertsTest {
  private static final URI ONE = URI.create("https://one.example/secret-path");
  private static final URI OTHER = URI.create("https://other.example/hook");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Metrics metrics = new Metrics();
  private final Post post = new Post();
  private final List<AutoCloseable> open = new ArrayList<>(List.of(metrics));

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private Alerts alerts(List<String> kinds, URI... targets) {
    var rules = new Alerts.Rules(List.of(targets), "key", kinds, Duration.ofHours(1));
    var alerts =
        new Alerts(
            rules, new Mailbox.Post(post, Signature.by("key"), post.time, () -> 1.0), metrics);
    open.add(alerts);
    return alerts;
  }

  private static Happening breaker(String provider, Instant at) {
    return new Happening(
        ProviderEvent.UPSTREAM_BREAKER_OPEN, at, Map.of("provider", provider, "failures", 5));
  }

  @Test
  void tellsEveryTargetWhatHappened() throws Exception {
    Alerts alerts = alerts(List.of(), ONE, OTHER);

    alerts.happened(breaker("far", NOON));

    assertEquals(
        List.of(OTHER, ONE),
        List.of(post.sent.take(), post.sent.take()).stream()
            .map(Sent::target)
            .sorted((a, b) -> b.compareTo(a))
            .toList());
    Alert alert = alerts.raised().getFirst();
    assertEquals("breaker-open", alert.kind().word());
    assertEquals("far", alert.subject());
    assertEquals("upstream.breaker_open", alert.event());
  }

  @Test
  void tellsTheSameOnlyOnceInAWhileAndThenHowOftenItWas() throws Exception {
    Alerts alerts = alerts(List.of(), ONE);

    alerts.happened(breaker("far", NOON));
    alerts.happened(breaker("far", NOON.plusSeconds(60)));
    alerts.happened(breaker("far", NOON.plusSeconds(120)));
    alerts.happened(breaker("near", NOON.plusSeconds(121)));
    alerts.happened(breaker("far", NOON.plusSeconds(3600)));

    assertTrue(post.sent.take().body().contains("\"subject\":\"far\""));
    assertTrue(post.sent.take().body().contains("\"subject\":\"near\""));
    assertTrue(post.sent.take().body().contains("\"repeated\":2"));
    assertTrue(
        metrics
            .scrape()
            .contains("tollgate_alerts_total{kind=\"breaker-open\",outcome=\"repeated\"} 2"),
        metrics::scrape);
  }

  @Test
  void triesAgainLaterAndLaterUntilItArrives() throws Exception {
    post.answers.addAll(List.of(503, 0, 429));
    Alerts alerts = alerts(List.of(), ONE);

    alerts.happened(breaker("far", NOON));

    String id = post.sent.take().fields().get("webhook-id");
    for (int i = 0; i < 3; i++) {
      assertEquals(id, post.sent.take().fields().get("webhook-id"), "the same alert");
    }
    assertEquals(
        List.of(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(45)),
        post.pauses);
    awaitAttempts(alerts, 4);
    assertEquals(
        List.of(200, 429, 0, 503), alerts.attempts().stream().map(Attempt::status).toList());
    assertEquals("ConnectException", alerts.attempts().get(2).trouble());
    assertEquals("https://one.example/…", alerts.attempts().getFirst().target());
  }

  @Test
  void givesUpAtOnceWhereItIsNotWantedAndInTheEndOtherwise() throws Exception {
    post.answers.add(410);
    for (int i = 0; i < Mailbox.MOST_ATTEMPTS; i++) {
      post.answers.add(500);
    }
    Alerts alerts = alerts(List.of(), ONE);

    alerts.happened(breaker("gone", NOON));
    alerts.happened(breaker("broken", NOON));
    alerts.happened(breaker("well", NOON));

    awaitAttempts(alerts, 2 + Mailbox.MOST_ATTEMPTS);
    assertEquals("well", alerts.attempts().getFirst().subject());
    assertEquals(
        Mailbox.MOST_ATTEMPTS,
        alerts.attempts().stream().filter(one -> one.subject().equals("broken")).count());
    assertEquals(1, alerts.attempts().stream().filter(one -> one.subject().equals("gone")).count());
  }

  @Test
  void aSlowTargetDelaysNeitherOthersNorWhoeverLogs() throws Exception {
    post.slow = ONE;
    Alerts alerts = alerts(List.of(), ONE, OTHER);

    alerts.happened(breaker("first", NOON));
    alerts.happened(breaker("second", NOON));

    List<Sent> sent = List.of(post.sent.take(), post.sent.take());
    assertTrue(sent.stream().allMatch(one -> one.target().equals(OTHER)), sent::toString);
    for (int i = 0; i < 5_000; i++) {
      alerts.happened(breaker("p" + i, NOON));
    }
    post.released.countDown();
  }

  @Test
  void keepsTheNewestWhereTooManyWait() {
    var box =
        new Mailbox(ONE, new Mailbox.Post(post, Signature.by(""), post.time, () -> 1), a -> {});

    boolean room = true;
    for (int i = 0; i <= Mailbox.MOST_WAITING; i++) {
      room = box.put(alert("a" + i));
    }

    assertFalse(room);
    assertEquals(Mailbox.MOST_WAITING, box.waiting());
  }

  @Test
  void triesWhatWaitsOnceMoreWhenTheGatewayEnds() throws Exception {
    post.pausesEnd = new CountDownLatch(1);
    post.answers.add(503);
    Alerts alerts = alerts(List.of(), ONE);
    alerts.happened(breaker("far", NOON));
    alerts.happened(breaker("near", NOON));
    String id = post.sent.take().fields().get("webhook-id");

    alerts.close();

    assertEquals(id, post.sent.take().fields().get("webhook-id"));
    assertTrue(post.sent.take().body().contains("\"subject\":\"near\""));
    assertEquals(List.of(200, 200, 503), alerts.attempts().stream().map(Attempt::status).toList());
  }

  @Test
  void doesNotWaitAtTheEndForAReceiverThatDoesNotAnswer() throws Exception {
    post.slow = ONE;
    var attempts = new CopyOnWriteArrayList<Attempt>();
    var box =
        new Mailbox(
            ONE, new Mailbox.Post(post, Signature.by(""), post.time, () -> 1), attempts::add);
    box.put(alert("a"));
    box.put(alert("b"));
    box.start();
    post.waited.take();

    box.hurry();
    post.waited.take();
    box.awaitEnd(System.nanoTime());

    assertEquals(List.of(), attempts);
    assertEquals(0, box.waiting());
  }

  private static Alert alert(String id) {
    return new Alert(id, AlertKind.TEST, NOON, "s", "e", "m", Map.of(), 0);
  }

  @Test
  void sendsOnlyTheKindsThatWereChosenAndAnyTest() throws Exception {
    Alerts alerts = alerts(List.of("disk-low"), ONE);

    alerts.happened(breaker("far", NOON));
    alerts.happened(
        new Happening(TaskEvent.DISK_LOW, NOON, Map.of("path", "/data", "free_bytes", 1L)));

    assertTrue(post.sent.take().body().contains("disk-low"));
    assertEquals(200, alerts.test().getFirst().status());
  }

  @Test
  void anyWarningOfABudgetIsAnAlertAboutThatBudget() {
    assertTrue(AlertKind.isOfBudget("budget.any", Level.WARN));
    assertFalse(AlertKind.isOfBudget("budget.any", Level.INFO), "that is about one call");
    assertEquals(
        "80 day",
        AlertKind.BUDGET.subjectOf(
            new TreeMap<>(
                Map.of("window", "day", "percent", 80, "spent_usd", "8.01", "calls", 7))));
  }

  private static void awaitAttempts(Alerts alerts, int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (alerts.attempts().size() < count && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertEquals(count, alerts.attempts().size());
  }

  private record Sent(URI target, Map<String, String> fields, String body) {}

  /** Takes everything, unless told to answer otherwise; its time does not pass. */
  private static final class Post implements Courier {
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final BlockingQueue<URI> waited = new LinkedBlockingQueue<>();
    private volatile CountDownLatch pausesEnd = new CountDownLatch(0);
    private volatile URI slow = URI.create("");
    private final Time time =
        new Time() {
          @Override
          public Instant instant() {
            return NOON;
          }

          @Override
          public void pause(Duration length) throws InterruptedException {
            pauses.add(length);
            pausesEnd.await();
          }
        };

    @Override
    public int post(URI target, Map<String, String> fields, byte[] body)
        throws IOException, InterruptedException {
      if (target.equals(slow)) {
        waited.add(target);
        released.await();
      }
      Integer answer = answers.poll();
      sent.add(new Sent(target, fields, new String(body, StandardCharsets.UTF_8)));
      if (answer != null && answer == 0) {
        throw new ConnectException("nobody there");
      }
      return answer == null ? 200 : answer;
    }
  }
}
