package tollgate.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.socket.Bell;
import tollgate.runtime.socket.Farewell;
import tollgate.runtime.socket.Heard;
import tollgate.runtime.socket.MessageEnd;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;

@Timeout(60)
class SocketDoorTest {
  private static final int LONGEST = 100_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Bell bell = new Bell();
  private final MessageEnd end = new MessageEnd(bell, PATIENCE, LONGEST);
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private volatile String protocol = "";
  private Listener listener;

  @BeforeEach
  void listen() {
    var settings = new ListenerSettings("127.0.0.1", 0, 65_536, Duration.ofSeconds(30));
    listener = new Listener(settings, PathTable.builder().prefix("/v1/", this::serve).build());
    listener.start();
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    listener.close();
  }

  private void serve(ClientExchange exchange) throws ClientGone {
    if (!exchange.accept(end, protocol, Headers.of("x-state", "7"))) {
      exchange.sink().head(new ReplyHead(426, Headers.of("content-length", "0")));
      exchange.sink().end(Headers.none());
    }
  }

  private WebSocket connect(String... protocols) throws Exception {
    var builder = http.newWebSocketBuilder();
    if (protocols.length > 0) {
      builder.subprotocols(protocols[0], protocols);
    }
    WebSocket socket =
        builder
            .buildAsync(URI.create("ws://127.0.0.1:" + listener.port() + "/v1/talk"), new Ear())
            .get(20, TimeUnit.SECONDS);
    while (!end.opened()) {
      int rings = bell.rings();
      if (!end.opened()) {
        bell.await(rings, Bell.NEVER);
      }
    }
    end.begin();
    return socket;
  }

  /** What the client says next. */
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

  private String message() throws IOException {
    return new String(assertInstanceOf(Heard.Message.class, heard()).bytes(), UTF_8);
  }

  private final class Ear implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      told.add(data + (last ? "" : "…"));
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      told.add(code + " " + reason);
      return CompletableFuture.completedFuture(null);
    }
  }

  @Test
  void bothSidesTalk() throws Exception {
    WebSocket client = connect();
    client.sendText("hel", false).join();
    client.sendText("lo", true).join();
    client.sendPing(ByteBuffer.wrap(new byte[] {1})).join();
    client.sendText("again", true).join();

    assertEquals("hello", message());
    assertEquals("again", message());
    end.send(true, true, false, UTF_8.encode("wel"));
    end.send(true, false, true, UTF_8.encode("come"));
    assertEquals("wel…", told.take());
    assertEquals("come", told.take());
  }

  @Test
  void readsAheadWithinBoundsAndLosesNothing() throws Exception {
    WebSocket client = connect();
    var sending = new CompletableFuture<WebSocket>();
    Thread.ofVirtual()
        .start(() -> {
          for (int i = 0; i < 500; i++) {
            client.sendText("message " + i, true).join();
          }
          sending.complete(client);
        });

    for (int i = 0; i < 500; i++) {
      assertEquals("message " + i, message());
    }
    sending.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aFarewellIsKnownBeforeWhatCameBeforeItIsTaken() throws Exception {
    WebSocket client = connect();
    client.sendText("last words", true).join();
    client.sendClose(4003, "bye").join();

    assertEquals("4003 bye", told.take(), "answered by itself");
    assertEquals(4003, end.farewell().orElseThrow().code());
    assertEquals("last words", message());
    assertEquals(
        new Farewell(4003, "bye"), assertInstanceOf(Heard.Closed.class, heard()).farewell());
  }

  @Test
  void aClientThatLeavesWithoutAWordIsLost() throws Exception {
    connect().abort();

    assertEquals(Farewell.LOST, assertInstanceOf(Heard.Closed.class, heard()).farewell());
  }

  @Test
  void saysFarewellOnce() throws Exception {
    WebSocket client = connect();
    end.close(Farewell.policy("enough"));
    end.close(Farewell.goingAway("again"));

    assertEquals("1008 enough", told.take());
    assertTrue(client.isInputClosed());
  }

  @Test
  void tellsThatAMessageIsTooLong() throws Exception {
    WebSocket client = connect();
    client.sendText("x".repeat(LONGEST), true).join();
    var _ = client.sendText("x".repeat(LONGEST + 1), true);

    assertEquals(LONGEST, message().length());
    assertInstanceOf(Heard.TooLong.class, heard());
    end.close(Farewell.tooLarge("too long"));
    assertEquals("1009 too long", told.take());
  }

  @Test
  void agreesOnTheSubprotocolAndOnNoExtension() throws Exception {
    protocol = "two";
    try (var client = new RawConnection(listener.port())) {
      client.ask(
          "GET /v1/talk HTTP/1.1",
          "Host: gate",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Extensions: permessage-deflate",
          "Sec-WebSocket-Protocol: one, two");
      List<String> head = client.head();
      String fields = String.join("\n", head).toLowerCase(Locale.ROOT);

      assertEquals(101, RawConnection.status(head));
      assertTrue(fields.contains("sec-websocket-protocol: two"), fields);
      assertTrue(fields.contains("x-state: 7"), fields);
      assertFalse(fields.contains("sec-websocket-extensions"), fields);
    }
  }

  @Test
  void aWishSpeltWronglyIsNotGrantedAndCanBeAnswered() throws Exception {
    try (var client = new RawConnection(listener.port())) {
      client.ask(
          "GET /v1/talk HTTP/1.1",
          "Host: gate",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 8");

      assertEquals(426, client.reply().status());
    }
  }
}
