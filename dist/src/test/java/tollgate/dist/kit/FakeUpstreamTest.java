package tollgate.dist.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kit's two ends against each other, without a gateway between them. */
class FakeUpstreamTest {
  private static final Ask ASK = Ask.post("/v1/chat/completions?a=b", "{\"model\":\"m\"}");

  private FakeUpstream upstream;

  @BeforeEach
  void start() throws IOException {
    upstream = FakeUpstream.start();
  }

  @AfterEach
  void stop() throws IOException {
    upstream.close();
  }

  private Answer ask() throws IOException {
    return RawClient.ask(upstream.address().getPort(), ASK);
  }

  private RawClient connect() throws IOException {
    return RawClient.to(upstream.address().getPort());
  }

  @Test
  void keepsWhatItReceived() throws Exception {
    RawClient.ask(upstream.address().getPort(), ASK.with("X-Odd", "a").with("x-odd", "b"));

    Received received = upstream.last();
    assertEquals("POST", received.method());
    assertEquals("/v1/chat/completions?a=b", received.target());
    assertEquals(List.of("a", "b"), received.all("x-odd"));
    assertEquals("{\"model\":\"m\"}", received.text());
    assertEquals("m", received.value("model"));
    assertEquals(Digest.of(ASK.body()), received.sha256());
  }

  @Test
  void streamsARecordingThatEndsCleanly() throws Exception {
    upstream.answers(Scripts.recorded(Recording.MESSAGES_STREAM));

    Answer answer = ask();

    assertTrue(answer.clean());
    assertArrayEquals(Recording.MESSAGES_STREAM.bytes(), answer.body());
  }

  @Test
  void aCutStreamDoesNotEndCleanly() throws Exception {
    List<byte[]> events = Recording.CHAT_STREAM.events().subList(0, 2);
    for (Script cut :
        List.of(
            Scripts.cutAfter("text/event-stream", events),
            Scripts.resetAfter("text/event-stream", events))) {
      upstream.answers(cut);

      assertFalse(ask().clean());
    }
  }

  @Test
  void aBodyThatIsTooShortDoesNotEndCleanly() throws Exception {
    upstream.answers(Scripts.shortBody("application/json", new byte[100], 40));

    Answer answer = ask();

    assertFalse(answer.clean());
    assertEquals(40, answer.body().length);
  }

  @Test
  void closesWithoutAnAnswer() {
    upstream.answers(Scripts.closeBeforeHead());
    assertThrows(IOException.class, this::ask);
    upstream.answers(Scripts.resetBeforeHead());
    assertThrows(IOException.class, this::ask);
  }

  @Test
  void answersRequestsOfOneConnectionInTurn() throws Exception {
    upstream.answersNext(Scripts.status(500, "first")).answers(Scripts.status(201, "second"));
    try (RawClient client = connect()) {
      client.send(ASK).send(ASK);

      assertEquals(500, client.reply(ASK).whole().status());
      assertEquals(201, client.reply(ASK).whole().status());
      assertEquals(1, upstream.connections());
    }
  }

  @Test
  void noticesThatTheOtherSideLeft() throws Exception {
    var left = new CompletableFuture<Optional<Long>>();
    upstream.answers((request, leg) -> left.complete(leg.closedWithin(Duration.ofSeconds(10))));
    try (RawClient client = connect()) {
      client.send(ASK);
    }

    assertTrue(left.get(10, TimeUnit.SECONDS).isPresent());
  }

  @Test
  void answersBeforeTheBodyWhenToldTo() throws Exception {
    upstream.answersHeads(Scripts.status(401, "early"));
    try (RawClient client = connect()) {
      client.sendHead(ASK);

      assertEquals(401, client.reply(ASK).whole().status());
    }
  }

  @Test
  void sendsTrailers() throws Exception {
    upstream.answers((request, leg) -> {
      leg.head(200, Scripts.chunked("text/plain"));
      leg.chunk(new byte[] {'x'});
      leg.endChunks(new Field("x-sum", "7"));
    });

    assertEquals(List.of(new Field("x-sum", "7")), ask().trailers());
  }
}
