package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Digest;
import tollgate.dist.kit.Field;
import tollgate.dist.kit.H2Client;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** The ways in: one connection for many calls, HTTP/2, expectations, trailers, upgrades. */
class ConnectionsIT {
  @TempDir private static Path folder;
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    stand = Stand.patient(folder);
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  @BeforeEach
  void forget() {
    stand.upstream().reset();
  }

  @Test
  void pipelinedCallsAreAnsweredInOrder() throws Exception {
    stand
        .upstream()
        .answers((request, leg) ->
            Scripts.json("{\"echo\":\"" + request.value("model") + "\"}").play(request, leg));
    try (RawClient client = stand.gateway().connect()) {
      var all = new ByteArrayOutputStream();
      for (int i = 0; i < 20; i++) {
        all.writeBytes(Requests.chat("m-" + i).bytes("127.0.0.1"));
      }
      client.send(all.toByteArray());

      for (int i = 0; i < 20; i++) {
        Answer answer = client.reply(Requests.chat("m")).whole();
        assertEquals("m-" + i, answer.json().at("echo").text(), answer::toString);
      }
    }
  }

  @Test
  void aCallPipelinedBehindAStreamIsAnsweredAfterIt() throws Exception {
    Recording recording = Recording.MESSAGES_STREAM;
    stand
        .upstream()
        .answersNext(
            Scripts.paced(recording.contentType(), recording.events(), Duration.ofMillis(4)))
        .answers(Scripts.recorded(Recording.CHAT_BODY));
    try (RawClient client = stand.gateway().connect()) {
      client.send(Requests.messagesStream("m"));
      client.send(Requests.chat("m"));

      Answer stream = client.reply(Requests.messagesStream("m")).whole();
      Answer body = client.reply(Requests.chat("m")).whole();

      assertEquals(Digest.of(recording.bytes()), stream.sha256());
      assertEquals("settled", stand.row(stream).text("state"));
      assertEquals(Digest.of(Recording.CHAT_BODY.bytes()), body.sha256());
    }
  }

  @Test
  void aConnectionCarriesCallsOfEveryKindInTurn() throws Exception {
    try (RawClient client = stand.gateway().connect()) {
      for (int round = 0; round < 5; round++) {
        for (Recording recording : Recording.values()) {
          stand.upstream().answers(Scripts.recorded(recording));
          Ask ask = Requests.forRecording(recording, "m");

          Answer answer = client.send(ask).reply(ask).whole();

          assertEquals(Digest.of(recording.bytes()), answer.sha256());
        }
      }
    }
  }

  @Test
  void aClientThatExpectsToContinueIsToldTo() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_BODY));
    Ask ask = Requests.chat("m").with("expect", "100-continue");
    try (RawClient client = stand.gateway().connect()) {
      client.sendHead(ask);

      assertTrue(client.head().startLine().startsWith("HTTP/1.1 100"));
      client.send(ask.body());
      Answer answer = client.reply(ask).whole();

      assertEquals(Digest.of(Recording.CHAT_BODY.bytes()), answer.sha256());
      assertEquals(Digest.of(ask.body()), stand.upstream().last().sha256());
    }
  }

  @Test
  void trailersReachTheClient() throws Exception {
    stand
        .upstream()
        .answers((request, leg) -> {
          leg.head(200, with(Scripts.chunked("text/event-stream"), "trailer", "x-checksum"));
          leg.chunk(Recording.CHAT_STREAM.bytes());
          leg.endChunks(new Field("x-checksum", "abc"));
        });
    Ask ask = Requests.chatStream("m").with("te", "trailers");

    Answer answer = stand.ask(ask);

    assertArrayEquals(Recording.CHAT_STREAM.bytes(), answer.body());
    assertEquals(List.of(new Field("x-checksum", "abc")), answer.trailers());
  }

  private static List<Field> with(List<Field> fields, String name, String value) {
    var more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return more;
  }

  @Test
  void aChunkedRequestIsTaken() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_BODY));
    Ask ask = Requests.chat("m").with("transfer-encoding", "chunked");
    String body = new String(ask.body(), StandardCharsets.UTF_8);
    int half = body.length() / 2;
    String chunks =
        Integer.toHexString(half)
            + "\r\n"
            + body.substring(0, half)
            + "\r\n"
            + Integer.toHexString(body.length() - half)
            + "\r\n"
            + body.substring(half)
            + "\r\n0\r\n\r\n";
    try (RawClient client = stand.gateway().connect()) {
      client.sendHead(ask).send(chunks.getBytes(StandardCharsets.US_ASCII));

      assertEquals(200, client.reply(ask).whole().status());
      assertEquals(Digest.of(ask.body()), stand.upstream().last().sha256());
    }
  }

  @Test
  void speaksHttp2FromTheFirstByte() throws Exception {
    for (Recording recording : Recording.values()) {
      stand.upstream().answers(Scripts.recorded(recording));
      try (H2Client client = H2Client.to(stand.gateway().port())) {
        client.send(Requests.forRecording(recording, "m"));

        assertEquals(Digest.of(recording.bytes()), Digest.of(client.rest()), recording::name);
        assertEquals(200, client.status());
        assertTrue(client.clean());
      }
    }
  }

  @Test
  void speaksHttp2AfterAnUpgrade() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_BODY));
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      client.send(
          HttpRequest.newBuilder(uri("/health")).build(), HttpResponse.BodyHandlers.discarding());
      HttpResponse<byte[]> reply =
          client.send(
              HttpRequest.newBuilder(uri("/v1/chat/completions"))
                  .header("content-type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(Requests.chat("m").body()))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());

      assertEquals(HttpClient.Version.HTTP_2, reply.version());
      assertEquals(200, reply.statusCode());
      assertArrayEquals(Recording.CHAT_BODY.bytes(), reply.body());
    }
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + stand.gateway().port() + path);
  }

  @Test
  void aConnectionToTheProviderIsUsedAgain() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_BODY));
    stand.ask(Requests.chat("m"));
    int before = stand.upstream().connections();

    for (int i = 0; i < 10; i++) {
      stand.ask(Requests.chat("m"));
    }

    assertTrue(stand.upstream().connections() - before <= 1);
  }

  @Test
  void aConnectionTheProviderClosedMeanwhileCostsNoCall() throws Exception {
    for (int i = 0; i < 20; i++) {
      stand
          .upstream()
          .answers((request, leg) -> {
            Scripts.recorded(Recording.CHAT_BODY).play(request, leg);
            leg.close();
          });

      assertEquals(200, stand.ask(Requests.chat("m")).status());
    }
  }
}
