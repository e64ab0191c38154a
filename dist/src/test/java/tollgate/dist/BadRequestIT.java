package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.dist.kit.Problems.assertChatShape;
import static tollgate.dist.kit.Problems.assertMessagesShape;
import static tollgate.dist.kit.Problems.assertTold;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** Bad input: a clear error with a code and a remedy, nothing upstream, nothing half. */
class BadRequestIT {
  private static final String CHAT = "/v1/chat/completions";
  private static final String MESSAGES = "/v1/messages";

  @TempDir private static Path folder;
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    stand = Stand.in(folder, settings -> settings.set("limits.max-request-body-bytes", "\"2MB\""));
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  @BeforeEach
  void answer() {
    stand.upstream().reset();
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_BODY));
  }

  /** Whatever came before, the next proper call is served. */
  @AfterEach
  void theGatewayServes() throws Exception {
    assertEquals(200, stand.ask(Requests.chat("m")).status());
  }

  private static void assertNothingSent() {
    assertEquals(List.of(), stand.upstream().received());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"model\":\"m\",\"messages\":[}",
        "{\"model\":\"m\"} {}",
        "{'model':'m'}",
        "{\"model\":\"m\",\"x\":01}",
        "{\"model\":\"m\",\"x\":\"\u0001\"}",
        "{\"model\":\"m\",\"x\":\"\\x\"}",
        "NaN",
        "not json at all"
      })
  void aBodyThatIsNotJson(String body) throws Exception {
    Answer chat = stand.ask(Ask.post(CHAT, body));
    Answer messages = stand.ask(Ask.post(MESSAGES, body));

    assertTold(chat, 400, "request.bad_json");
    assertChatShape(chat, "invalid_request_error");
    assertTold(messages, 400, "request.bad_json");
    assertMessagesShape(messages, "invalid_request_error");
    assertNothingSent();
  }

  @Test
  void aBodyNestedWithoutEnd() throws Exception {
    String body = "{\"model\":\"m\",\"messages\":" + "[".repeat(100_000);

    assertTold(stand.ask(Ask.post(CHAT, body)), 400, "request.bad_json");
    assertNothingSent();
  }

  @Test
  void aBodyThatIsNotUtf8() throws Exception {
    byte[] body = Requests.chat("m").body();
    body[body.length / 2] = (byte) 0xff;

    assertTold(stand.ask(Ask.post(CHAT, body)), 400, "request.bad_json");
    assertNothingSent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "null", "\"model\""})
  void aBodyThatIsJsonButNoRequest(String body) throws Exception {
    Answer answer = stand.ask(Ask.post(CHAT, body));

    assertEquals(400, answer.status(), answer::toString);
    assertNothingSent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"model\":\"\"}", "{\"messages\":[]}", "{\"model\":null}"})
  void aRequestThatNamesNoModel(String body) throws Exception {
    assertTold(stand.ask(Ask.post(CHAT, body)), 400, "request.model_missing");
    assertTold(stand.ask(Ask.post(MESSAGES, body)), 400, "request.model_missing");
    assertNothingSent();
  }

  @Test
  void aFieldOfTheWrongKind() throws Exception {
    Answer answer = stand.ask(Ask.post(CHAT, "{\"model\":7,\"messages\":\"x\",\"stream\":\"y\"}"));

    assertEquals(400, answer.status(), answer::toString);
    assertNothingSent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/xml", "multipart/form-data; boundary=x", "image/png"})
  void aBodyOfAnotherType(String type) throws Exception {
    Ask ask = Requests.chat("m").instead("content-type", type);

    assertTold(stand.ask(ask), 415, "request.unsupported_media");
    assertNothingSent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json; charset=utf-8", "APPLICATION/JSON", "application/json"})
  void everySpellingOfJsonIsTaken(String type) throws Exception {
    assertEquals(200, stand.ask(Requests.chat("m").instead("content-type", type)).status());
  }

  @Test
  void aCodingNobodyCanRead() throws Exception {
    Ask ask = Requests.chat("m").with("content-encoding", "br");

    assertTold(stand.ask(ask), 415, "request.unsupported_coding");
    assertNothingSent();
  }

  @Test
  void aCompressedBodyIsRead() throws Exception {
    Ask plain = Requests.chat("m-zipped");
    Ask ask = Ask.post(CHAT, Scripts.gzip(plain.body())).with("content-encoding", "gzip");

    Row row = stand.row(stand.ask(ask));

    assertEquals("m-zipped", row.text("requested_model"));
    assertEquals("settled", row.text("state"));
  }

  @Test
  void aCompressedBodyThatIsNot() throws Exception {
    Answer answer = stand.ask(Requests.chat("m").with("content-encoding", "gzip"));

    assertEquals(400, answer.status(), answer::toString);
    assertNothingSent();
  }

  @Test
  void aSmallBodyThatUnfoldsToAHugeOne() throws Exception {
    byte[] bomb =
        Scripts.gzip(
            ("{\"model\":\"m\",\"x\":\"" + "x".repeat(60_000_000) + "\"}")
                .getBytes(StandardCharsets.UTF_8));
    Ask ask = Ask.post(CHAT, bomb).with("content-encoding", "gzip");

    assertTold(stand.ask(ask), 413, "request.too_large");
    assertNothingSent();
  }

  @ParameterizedTest
  @ValueSource(strings = {CHAT, "/v1/embeddings"})
  void aBodyThatAProviderMightReadAndTheGatewayDoesNot(String path) throws Exception {
    String deep = "[".repeat(600) + "]".repeat(600);
    String wide = "[" + "[],".repeat(400_000) + "[]]";

    for (String odd : List.of(deep, wide)) {
      String body = "{\"model\":\"m\",\"input\":\"x\",\"odd\":" + odd + "}";
      assertTold(stand.ask(Ask.post(path, body)), 400, "request.bad_json");
    }
    assertNothingSent();
  }

  @Test
  void aBodyThatIsTooLarge() throws Exception {
    String body = "{\"model\":\"m\",\"pad\":\"" + "x".repeat(2_100_000) + "\"}";

    Answer chat = stand.ask(Ask.post(CHAT, body));
    Answer messages = stand.ask(Ask.post(MESSAGES, body));

    assertTold(chat, 413, "request.too_large");
    assertTold(messages, 413, "request.too_large");
    assertMessagesShape(messages, "request_too_large");
    assertNothingSent();
  }

  @Test
  void aBodyWithoutAnnouncedLengthThatIsTooLarge() throws Exception {
    Ask ask = Requests.chat("m").with("transfer-encoding", "chunked");
    byte[] chunk = ("10000\r\n" + "x".repeat(65_536) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (RawClient client = stand.gateway().connect()) {
      client.sendHead(ask);
      for (int i = 0; i < 40; i++) {
        client.send(chunk);
      }
      client.send("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertTold(client.reply(ask).whole(), 413, "request.too_large");
    }
    assertNothingSent();
  }

  @Test
  void aBodyThatStopsBeforeItsEnd() throws Exception {
    Ask ask = Requests.messages("m-half");
    byte[] whole = ask.bytes("127.0.0.1");
    for (int missing : new int[] {1, 20, ask.body().length}) {
      try (RawClient client = stand.gateway().connect()) {
        client.send(Arrays.copyOf(whole, whole.length - missing));
        client.finishSending();

        assertTrue(client.closedWithin(Duration.ofSeconds(5)));
      }
    }
    assertNothingSent();
    assertEquals(
        List.of(), stand.ledger().ask("SELECT * FROM call WHERE requested_model = 'm-half'"));
  }

  @Test
  void tenThousandHeaders() throws Exception {
    var head = new StringBuilder("POST /v1/messages HTTP/1.1\r\nhost: 127.0.0.1\r\n");
    for (int i = 0; i < 10_000; i++) {
      head.append("x-header-").append(i).append(": value-").append(i).append("\r\n");
    }
    head.append("content-length: 2\r\n\r\n{}");
    try (RawClient client = stand.gateway().connect()) {
      client.send(head.toString().getBytes(StandardCharsets.US_ASCII));

      Answer answer = client.reply(Ask.of("POST", "/")).whole();

      assertEquals(431, answer.status(), answer::toString);
      assertFalse(answer.text().contains("org.eclipse"), answer::toString);
      assertTrue(answer.text().contains("request."), answer::toString);
    }
    assertNothingSent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "POST /v1/messages HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n",
        "POST /v1/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n",
        "POST /v1/messages HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        "POST /v1/messages HTTP/1.1\r\n\r\n",
        "POST /v1/m HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: x\r\n\r\n"
      })
  void whatIsNoHttp(String bytes) throws Exception {
    try (RawClient client = stand.gateway().connect()) {
      client.send(bytes.getBytes(StandardCharsets.ISO_8859_1));

      Answer answer = client.reply(Ask.of("GET", "/")).whole();

      assertTrue(answer.status() >= 400 && answer.status() < 600, answer::toString);
      assertFalse(answer.text().contains("org.eclipse"), answer::toString);
      assertFalse(answer.text().contains("\tat "), answer::toString);
    }
    assertNothingSent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/v2/messages", "/nothing/here", "/v1", "/favicon.ico", "/V1/messages"})
  void aPathThatIsNotThere(String path) throws Exception {
    assertTold(stand.ask(Ask.post(path, "{\"model\":\"m\"}")), 404, "request.unknown_path");
    assertTold(stand.ask(Ask.of("GET", path)), 404, "request.unknown_path");
    assertNothingSent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1//chat/completions",
        "/v1/chat/completions/",
        "/v1/%63hat/completions",
        "/v1/chat%2Fcompletions"
      })
  void aKnownPathInAnotherSpellingIsThatPath(String path) throws Exception {
    Row row = stand.row(stand.ask(Ask.post(path, Requests.chat("m").body())));

    assertEquals("exact", row.text("provenance"));
    assertEquals(CHAT, stand.upstream().last().target());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/Chat/Completions", "/v1//MESSAGES"})
  void aKnownPathInLettersOfAnotherSizeIsNotThere(String path) throws Exception {
    assertTold(stand.ask(Ask.post(path, "{\"model\":\"m\"}")), 404, "request.unknown_path");
    assertNothingSent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/octet-stream", "image/png"})
  void aModelNamedOnAPathNobodyKnowsHasItsRowWhateverTheBodyIsCalled(String type) throws Exception {
    Ask ask = Ask.post("/v1/elsewhere", "{\"model\":\"m-hidden\",\"input\":\"x\"}");

    Row row = stand.row(stand.ask(ask.instead("content-type", type)));

    assertEquals("m-hidden", row.text("requested_model"));
    assertEquals("unpriced", row.text("cost_status"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/../admin/calls",
        "/v1/%2e%2e/admin/calls",
        "/v1/..%2fadmin/calls",
        "/v1/threads/..%2fruns",
        "//admin/calls",
        "/v1/messages%00",
        "/v1/\u00fc"
      })
  void aPathThatWouldBeElsewhere(String path) throws Exception {
    Answer answer = stand.ask(Ask.post(path, "{\"model\":\"m\"}"));

    assertTrue(answer.status() >= 400 && answer.status() < 500, answer::toString);
    assertFalse(answer.text().contains("org.eclipse"), answer::toString);
    assertNothingSent();
  }

  @Test
  void theQuestionOfARuntimeWhetherWeAreThere() throws Exception {
    try (RawClient client = stand.gateway().connect()) {
      Ask ask = Ask.of("HEAD", "/api/hello");
      stand.upstream().answersNext(Scripts.status(404, "no"));

      assertEquals(404, client.send(ask).reply(ask).whole().status());
    }
  }

  @Test
  void aProviderThatIsNotThere() throws Exception {
    Answer answer = stand.ask(Requests.chat("m").with("x-provider", "nobody"));

    assertTold(answer, 404, "request.provider_unknown");
    assertTrue(answer.text().contains("fake"), answer::toString);
    assertNothingSent();
  }

  @Test
  void aRefusedCallIsInTheLedgerAndCostsNothing() throws Exception {
    Answer answer = stand.ask(Requests.chat("m-refused").with("x-provider", "nobody"));

    Row row = stand.row(answer);

    assertEquals("refused", row.text("state"));
    assertEquals(404, row.number("status"));
    assertEquals("request.provider_unknown", row.text("error_code"));
    assertEquals("none", row.text("cost_status"));
    assertEquals(0, row.number("input_tokens"));
  }
}
