package tollgate.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.config.Network;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;

/** Who holds the listener up is ended; who is only patient, or slow to be answered, is not. */
@Timeout(60)
class SlowClientsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(50);

  private final RecordedEvents events = new RecordedEvents();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch slow = new CountDownLatch(1);
  private Listener listener;

  private void listen(Duration head, Duration body, int connections, int ofOneClient) {
    listen(head, body, connections, ofOneClient, ListenerSettings.Proxies.NONE);
  }

  private void listen(
      Duration head,
      Duration body,
      int connections,
      int ofOneClient,
      ListenerSettings.Proxies proxies) {
    var bounds = new ListenerSettings.Bounds(65_536, LONG, head, body, connections, ofOneClient);
    listener =
        new Listener(
            new ListenerSettings("127.0.0.1", 0, bounds, proxies),
            PathTable.builder()
                .prefix("/v1/slow", this::answerLate)
                .prefix("/v1/", this::answer)
                .build(),
            Optional.empty(),
            near -> false);
    listener.start();
  }

  @AfterEach
  void stop() {
    slow.countDown();
    listener.close();
    events.close();
  }

  private void answerLate(ClientExchange exchange) throws ClientGone {
    begun.countDown();
    try {
      slow.await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
    answer(exchange);
  }

  private void answer(ClientExchange exchange) throws ClientGone {
    asked.add(exchange.path());
    byte[] body = exchange.body(1_000);
    exchange
        .sink()
        .head(new ReplyHead(200, Headers.of("content-length", Integer.toString(body.length))));
    exchange.sink().write(ByteBuffer.wrap(body));
    exchange.sink().end(Headers.none());
  }

  private RawConnection connect() throws IOException {
    return new RawConnection(listener.port());
  }

  @Test
  void aHeadThatDoesNotEndIsEndedAndNothingElseIs() throws IOException {
    listen(SHORT, LONG, 100, 0);
    try (var silent = connect();
        var used = connect();
        var waiting = connect();
        var trickling = connect();
        var again = connect()) {
      assertEquals(200, used.get("/v1/a").status());
      assertEquals(200, again.get("/v1/a").status());
      waiting.ask("GET /v1/slow HTTP/1.1", "Host: gate");

      trickling.say("GET /v1/a HTTP/1.1\r\nHost: ga");
      assertEquals("", trickling.rest());
      again.say("GET /v1/a HTTP/1.1\r\nHo");
      assertEquals("", again.rest(), "not the second request either");

      assertEquals(2, events.count(AccessEvent.LISTENER_SLOW_CLIENT));
      assertEquals("head", events.field(AccessEvent.LISTENER_SLOW_CLIENT, "part"));
      slow.countDown();
      assertEquals(200, waiting.reply().status(), "a reply may take its time");
      assertEquals(200, used.get("/v1/a").status(), "silence between requests is no offence");
      assertEquals(200, silent.get("/v1/a").status(), "nor before the first");
    }
  }

  @Test
  void aBodyThatDoesNotEndIsRefused() throws IOException {
    listen(LONG, SHORT, 100, 0);
    try (var client = connect()) {
      client.say("POST /v1/a HTTP/1.1\r\nHost: gate\r\nContent-Length: 10\r\n\r\nabc");
      RawConnection.Reply reply = client.reply();

      assertEquals(400, reply.status());
      assertTrue(reply.text().contains(RequestProblem.REQUEST_TOO_SLOW.code()), reply::text);
      assertEquals("", client.rest());
    }
  }

  @Test
  void connectionsBeyondTheMostWaitForOneToEnd() throws IOException {
    listen(LONG, LONG, 2, 0);
    try (var first = connect();
        var second = connect()) {
      assertEquals(200, first.get("/v1/1").status());
      assertEquals(200, second.get("/v1/2").status());
      try (var third = connect()) {
        third.ask("GET /v1/3 HTTP/1.1", "Host: gate");
        assertEquals(200, first.get("/v1/4").status());
        assertFalse(asked.contains("/v1/3"), asked::toString);
        first.reset();

        assertEquals(200, third.reply().status());
      }
    }
  }

  @Test
  void anAddressHasOnlySoManyConnections() throws IOException {
    listen(LONG, LONG, 100, 2);
    try (var first = connect();
        var second = connect()) {
      assertEquals(200, first.get("/v1/1").status());
      assertEquals(200, second.get("/v1/2").status());
      try (var third = connect()) {
        assertEquals("", third.rest());
      }
      assertEquals(200, first.get("/v1/1").status());
      assertEquals(1, events.count(AccessEvent.LISTENER_CROWDED));
    }
  }

  @Test
  void aClientBehindAProxyHasOnlySoManyRequestsUnderWay() throws Exception {
    var proxy = new Network(InetAddress.getLoopbackAddress(), 32);
    listen(LONG, LONG, 100, 1, new ListenerSettings.Proxies(List.of(proxy), false));
    try (var first = connect();
        var second = connect();
        var other = connect()) {
      first.ask("GET /v1/slow HTTP/1.1", "Host: gate", "X-Forwarded-For: 203.0.113.7");
      begun.await();
      String[] again = {"GET /v1/1 HTTP/1.1", "Host: gate", "X-Forwarded-For: 203.0.113.7"};

      RawConnection.Reply refused = second.ask(again).reply();

      assertEquals(429, refused.status());
      assertTrue(refused.text().contains(RequestProblem.REQUEST_CROWDED.code()), refused::text);
      other.ask("GET /v1/1 HTTP/1.1", "Host: gate", "X-Forwarded-For: 203.0.113.8");
      assertEquals(200, other.reply().status());
      slow.countDown();
      assertEquals(200, first.reply().status());
      assertEquals(200, first.ask(again).reply().status());
    }
  }
}
