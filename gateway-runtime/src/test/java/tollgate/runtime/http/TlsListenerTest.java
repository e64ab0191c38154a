package tollgate.runtime.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.socket.Bell;
import tollgate.runtime.socket.Heard;
import tollgate.runtime.socket.MessageEnd;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;

@Timeout(60)
class TlsListenerTest {
  private static TestCertificate first;
  private static TestCertificate second;

  @TempDir Path folder;
  private final RecordedEvents events = new RecordedEvents();
  private final Semaphore mayGoOn = new Semaphore(0);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private final Bell bell = new Bell();
  private final MessageEnd end = new MessageEnd(bell, Duration.ofSeconds(20), 10_000);
  private Certificates certificates;
  private Listener listener;

  @BeforeAll
  static void makeCertificates(@TempDir Path made) throws Exception {
    first = TestCertificate.make(made, "EC");
    second = TestCertificate.make(made, "RSA");
  }

  @BeforeEach
  void listen() throws IOException {
    first.into(chain(), key());
    certificates = Certificates.in(chain(), key());
    var bounds =
        new ListenerSettings.Bounds(
            65_536, Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofSeconds(30), 100, 0);
    listener =
        new Listener(
            new ListenerSettings("127.0.0.1", 0, bounds, ListenerSettings.Proxies.NONE),
            PathTable.builder()
                .prefix("/v1/events", this::tellEvents)
                .prefix("/v1/talk", exchange -> exchange.accept(end, "", Headers.none()))
                .prefix("/v1/silence", this::keepSilent)
                .prefix("/", TlsListenerTest::tellSecurity)
                .build(),
            Optional.of(certificates));
    listener.start();
  }

  @AfterEach
  void stop() {
    listener.close();
    events.close();
  }

  private Path chain() {
    return folder.resolve("chain.pem");
  }

  private Path key() {
    return folder.resolve("key.pem");
  }

  private static void tellSecurity(ClientExchange exchange) throws ClientGone {
    byte[] said = (exchange.secure() + " " + exchange.local()).getBytes(UTF_8);
    exchange.sink().head(new ReplyHead(200, Headers.of("content-length", "" + said.length)));
    exchange.sink().write(ByteBuffer.wrap(said));
    exchange.sink().end(Headers.none());
  }

  /** Each event waits until the test has read the one before. */
  private void tellEvents(ClientExchange exchange) throws ClientGone {
    exchange.sink().head(new ReplyHead(200, Headers.of("content-type", "text/event-stream")));
    for (int i = 0; i < 3; i++) {
      exchange.sink().write(ByteBuffer.wrap(("data: " + i + "\n\n").getBytes(UTF_8)));
      mayGoOn.acquireUninterruptibly();
    }
    exchange.sink().end(Headers.none());
  }

  /** Says nothing until the client has left. */
  private void keepSilent(ClientExchange exchange) throws ClientGone {
    try (var _ = exchange.onClientGone(gone::countDown)) {
      begun.countDown();
      gone.await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
    throw new ClientGone("as it should", new IOException());
  }

  private URI at(String scheme, String path) {
    return URI.create(scheme + "://localhost:" + listener.port() + path);
  }

  private static HttpClient client(TestCertificate trusted) throws Exception {
    return HttpClient.newBuilder().sslContext(trusted.trusted()).build();
  }

  private HttpResponse<String> ask(TestCertificate trusted, HttpClient.Version version)
      throws Exception {
    try (var client = client(trusted)) {
      var request = HttpRequest.newBuilder(at("https", "/v1/who")).version(version).build();
      return client.send(request, BodyHandlers.ofString());
    }
  }

  @Test
  void servesEitherVersionOfHttpAndKnowsThatItIsEncrypted() throws Exception {
    for (var version : List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
      HttpResponse<String> reply = ask(first, version);

      assertEquals(200, reply.statusCode());
      assertEquals(version, reply.version());
      assertEquals("true true", reply.body());
    }
  }

  @Test
  void eventsComeOneByOne() throws Exception {
    try (var client = client(first)) {
      var request =
          HttpRequest.newBuilder(at("https", "/v1/events"))
              .version(HttpClient.Version.HTTP_1_1)
              .build();
      HttpResponse<InputStream> reply = client.send(request, BodyHandlers.ofInputStream());
      var lines = new BufferedReader(new InputStreamReader(reply.body(), UTF_8));
      for (int i = 0; i < 3; i++) {
        assertEquals("data: " + i, lines.readLine());
        assertEquals("", lines.readLine());
        mayGoOn.release();
      }
      assertEquals(null, lines.readLine());
    }
  }

  @Test
  void bothSidesOfAWebSocketTalk() throws Exception {
    var told = new CompletableFuture<String>();
    try (var client = client(first)) {
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(at("wss", "/v1/talk"), new Ear(told))
              .get(20, TimeUnit.SECONDS);
      socket.sendText("up", true).get(20, TimeUnit.SECONDS);
      end.begin();
      assertEquals("up", new String(((Heard.Message) heard()).bytes(), UTF_8));
      end.send(true, true, true, ByteBuffer.wrap("down".getBytes(UTF_8)));
      assertEquals("down", told.get(20, TimeUnit.SECONDS));
      socket.abort();
    }
  }

  private Heard heard() throws IOException {
    while (true) {
      int rings = bell.rings();
      var something = end.poll();
      if (something.isPresent()) {
        return something.get();
      }
      bell.await(rings, Bell.NEVER);
    }
  }

  private record Ear(CompletableFuture<String> told) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      told.complete(data.toString());
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  @Test
  void tellsThatAClientHasLeftDuringSilence() throws Exception {
    var socket = first.trusted().getSocketFactory().createSocket("localhost", listener.port());
    try (socket) {
      socket
          .getOutputStream()
          .write("GET /v1/silence HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
      begun.await();
    }

    assertTrue(gone.await(20, TimeUnit.SECONDS));
  }

  @Test
  void anotherCertificateCountsAtOnceAndOpenConnectionsKeepTheirs() throws Exception {
    try (var before = client(first)) {
      var request =
          HttpRequest.newBuilder(at("https", "/v1/who"))
              .version(HttpClient.Version.HTTP_1_1)
              .build();
      assertEquals(200, before.send(request, BodyHandlers.ofString()).statusCode());
      second.into(chain(), key());

      assertEquals(Optional.empty(), certificates.renew());

      assertEquals(200, before.send(request, BodyHandlers.ofString()).statusCode());
      assertEquals(200, ask(second, HttpClient.Version.HTTP_1_1).statusCode());
      assertThrows(SSLException.class, () -> ask(first, HttpClient.Version.HTTP_1_1));
      assertEquals(2, events.count(AccessEvent.LISTENER_CERTIFICATE));
    }
  }

  @Test
  void aCertificateThatVouchesForItIsSentOnceItIsThere() throws Exception {
    Files.writeString(chain(), first.certificatePem() + second.certificatePem());

    assertEquals(Optional.empty(), certificates.renew());

    try (var socket =
        (SSLSocket) first.trusted().getSocketFactory().createSocket("localhost", listener.port())) {
      socket.startHandshake();
      assertEquals(2, socket.getSession().getPeerCertificates().length);
    }
  }

  @Test
  void whoCouldNotBeToldOfAnotherCertificateIsToldAgain() throws Exception {
    var told = new ArrayList<String>();
    certificates.onChange(sha256 -> {
      told.add(sha256);
      if (told.size() == 1) {
        throw new UncheckedIOException(new IOException("no room"));
      }
    });
    second.into(chain(), key());

    assertThrows(UncheckedIOException.class, certificates::renew);
    assertEquals(200, ask(second, HttpClient.Version.HTTP_1_1).statusCode());
    assertEquals(Optional.empty(), certificates.renew());
    assertEquals(Optional.empty(), certificates.renew());

    assertEquals(List.of(certificates.sha256(), certificates.sha256()), told);
    assertEquals(0, events.count(AccessEvent.LISTENER_CERTIFICATE_REFUSED));
  }

  @Test
  void aPairThatIsNoneKeepsTheOneBefore() throws Exception {
    Files.writeString(key(), second.keyPem());
    assertTrue(certificates.renew().orElseThrow().what().contains("not that of the first"));
    Files.writeString(key(), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----");
    assertTrue(certificates.renew().orElseThrow().what().contains("PKCS#8"));
    Files.writeString(chain(), "half a certi");
    assertTrue(certificates.renew().orElseThrow().what().contains("no certificate"));

    assertEquals(3, events.count(AccessEvent.LISTENER_CERTIFICATE_REFUSED));
    assertEquals(200, ask(first, HttpClient.Version.HTTP_1_1).statusCode());
    var refused = assertThrows(ProblemException.class, () -> Certificates.in(chain(), key()));
    assertEquals(GatewayProblem.LISTENER_CERTIFICATE, refused.report().problem());
  }

  @Test
  void speaksNothingOlderThanTls12() throws Exception {
    SSLContext context = first.trusted();
    try (var socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", listener.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      assertEquals("TLSv1.2", socket.getSession().getProtocol());
    }
    assertEquals(
        Set.of("TLSv1.3", "TLSv1.2"),
        Set.of(certificates.context().newSSLEngine().getEnabledProtocols()));
  }

  @Test
  void aHandshakeThatIsNotBegunIsEndedAndOneThatIsOverIsNot() throws Exception {
    try (var over =
        (SSLSocket) first.trusted().getSocketFactory().createSocket("localhost", listener.port())) {
      over.startHandshake();
      try (var silent = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        silent.setSoTimeout(20_000);

        assertEquals(-1, silent.getInputStream().read()); // by then the other's time is over, too
        assertEquals("handshake", events.field(AccessEvent.LISTENER_SLOW_CLIENT, "part"));
      }

      String ask = "GET / HTTP/1.0\r\nhost: localhost\r\n\r\n";
      over.getOutputStream().write(ask.getBytes(US_ASCII));
      String answer = new String(over.getInputStream().readAllBytes(), US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
      assertEquals(1, events.count(AccessEvent.LISTENER_SLOW_CLIENT));
    }
  }
}
