package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.ExchangeReply;
import tollgate.runtime.config.HttpProtocol;

/** While a reply streams, nobody holds the request's body any more. */
@Timeout(60)
class SentBodyTest {
  private static final int BYTES = 400_000;
  private static final int COLLECTIONS = 50;

  @Test
  void aBodySentOverHttpIsLetGoWhenItsReplyBegins() throws Exception {
    var end = new CountDownLatch(1);
    FakeUpstream.Scene scene =
        peer -> {
          peer.request();
          peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          peer.chunk("one");
          peer.await(end);
          peer.say("0\r\n\r\n");
        };
    try (var upstream = new FakeUpstream(scene)) {
      assertLetGo(Providers.at(upstream.url()), end);
      assertEquals(BYTES, upstream.nextRequest().body().length());
    }
  }

  @Test
  void aBodySentByAnExchangeOfAProvidersOwnIsLetGo() throws Exception {
    var own = new Providers.Own(sending -> new Endless());
    assertLetGo(
        Providers.open(URI.create("own:it"), HttpProtocol.AUTO, own), new CountDownLatch(1));
  }

  private static void assertLetGo(OpenProvider provider, CountDownLatch end) throws Exception {
    try (var caller = new UpstreamCaller(Providers.SETTINGS, new Breakers(Providers.SETTINGS));
        var sent = send(caller, provider)) {
      assertTrue(sent.reply().read().hasRemaining());
      for (int i = 0; i < COLLECTIONS && sent.body().get() != null; i++) {
        System.gc();
      }
      boolean letGo = sent.body().get() == null;
      end.countDown();
      assertTrue(letGo, "the body is still held");
    }
  }

  /** In a frame of its own, so that the test itself holds no body. */
  private static Sent send(UpstreamCaller caller, OpenProvider provider) throws UpstreamFailure {
    byte[] body = new byte[BYTES];
    var sending =
        new Exchange.Sending("POST", "/x", Headers.none(), List.of(ByteBuffer.wrap(body)));
    var reply =
        caller.send(provider, sending, Deadlines.NONE, new Cancellation(), TryListener.NONE);
    return new Sent(reply, new WeakReference<>(body));
  }

  private record Sent(ExchangeReply reply, WeakReference<byte[]> body) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      reply.close();
    }
  }

  /** A reply that never runs dry. */
  private static final class Endless implements ExchangeReply {
    @Override
    public ReplyHead head() {
      return new ReplyHead(200, Headers.none());
    }

    @Override
    public ByteBuffer read() {
      return ByteBuffer.wrap(new byte[1]);
    }

    @Override
    public Headers trailers() {
      return Headers.none();
    }

    @Override
    public void close() {}
  }
}
