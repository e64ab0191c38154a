package tollgate.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ExchangeService;

/** HTTP/2 in clear text with prior knowledge, at the same address. */
@Timeout(60)
class Http2ListenerTest {
  private volatile ExchangeService service;
  private Listener listener;
  private HttpClient client;

  @BeforeEach
  void open() throws Exception {
    var settings = new ListenerSettings("127.0.0.1", 0, 65_536, Duration.ofSeconds(30));
    ExchangeService current = exchange -> service.serve(exchange);
    listener = new Listener(settings, PathTable.builder().prefix("/v1/", current).build());
    listener.start();
    client = new HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client()));
    client.setMaxRequestHeadersSize(1_000_000);
    client.start();
  }

  @AfterEach
  void close() {
    LifeCycle.stop(client);
    listener.close();
  }

  private Request ask(String path) {
    return client.newRequest("http://127.0.0.1:" + listener.port() + path);
  }

  @Test
  void servesOnAVirtualThread() throws Exception {
    service =
        exchange -> {
          byte[] body = exchange.body(10_000_000);
          String thread = Thread.currentThread().isVirtual() ? "virtual" : "platform";
          exchange.sink().head(new ReplyHead(200, Headers.of("x-thread", thread)));
          exchange.sink().write(ByteBuffer.wrap(body));
          exchange.sink().end(Headers.of("x-sum", "7"));
        };
    byte[] body = new byte[1_500_000];
    for (int i = 0; i < 3; i++) {
      ContentResponse reply =
          ask("/v1/x").method("POST").body(new BytesRequestContent(body)).send();

      assertEquals(HttpVersion.HTTP_2, reply.getVersion());
      assertEquals("virtual", reply.getHeaders().get("x-thread"));
      assertEquals(body.length, reply.getContent().length);
      assertEquals("7", reply.getTrailers().get("x-sum"));
      assertEquals(1, reply.getHeaders().getValuesList("date").size());
    }
  }

  @Test
  void refusesInJson() throws Exception {
    service =
        exchange -> {
          exchange.body(10);
        };
    ContentResponse unknown = ask("/nowhere").send();
    ContentResponse large =
        ask("/v1/x").method("POST").body(new BytesRequestContent(new byte[11])).send();
    ContentResponse many =
        ask("/v1/x")
            .headers(fields -> {
              for (int i = 0; i < 1_500; i++) {
                fields.add("x" + i, "");
              }
            })
            .send();

    assertEquals(404, unknown.getStatus());
    assertTrue(unknown.getContentAsString().contains(RequestProblem.REQUEST_UNKNOWN_PATH.code()));
    assertEquals(413, large.getStatus());
    assertTrue(large.getContentAsString().contains(RequestProblem.REQUEST_TOO_LARGE.code()));
    assertEquals(431, many.getStatus());
    assertTrue(many.getContentAsString().contains(RequestProblem.REQUEST_HEAD_TOO_LARGE.code()));
  }

  @Test
  void tellsWithin250MillisecondsThatAStreamWasReset() throws Exception {
    var begun = new CountDownLatch(1);
    var gone = new CountDownLatch(1);
    var goneAt = new AtomicLong();
    service =
        exchange -> {
          try (var _ =
              exchange.onClientGone(() -> {
                goneAt.set(System.nanoTime());
                gone.countDown();
              })) {
            begun.countDown();
            assertTrue(gone.await(10, TimeUnit.SECONDS), "never told");
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          throw new ClientGone("left", new IOException("left"));
        };
    var request = ask("/v1/x");
    request.send(result -> {});
    assertTrue(begun.await(10, TimeUnit.SECONDS));

    long left = System.nanoTime();
    var _ = request.abort(new IOException("no patience"));

    assertTrue(gone.await(10, TimeUnit.SECONDS));
    Duration took = Duration.ofNanos(goneAt.get() - left);
    assertTrue(took.toMillis() <= 250, () -> "told after " + took);
  }

  @Test
  void resetsTheStreamOfAReplyThatIsBrokenOff() {
    service =
        exchange -> {
          exchange.sink().head(new ReplyHead(200, Headers.none()));
          exchange.sink().write(ByteBuffer.wrap("da".getBytes(StandardCharsets.US_ASCII)));
          exchange.sink().abort();
        };

    assertThrows(ExecutionException.class, () -> ask("/v1/x").send());
  }

  @Test
  void resetsTheStreamBeforeAnythingWasSaid() {
    service = exchange -> exchange.sink().abort();

    assertThrows(ExecutionException.class, () -> ask("/v1/x").send());
  }
}
