package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.dist.kit.Problems.assertTold;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.Field;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.Received;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** Vendors reached without anything between: each in its own way, under an account of one's own. */
class OwnAccountsIT {
  @TempDir private static Path folder;
  private static FakeUpstream upstream;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    upstream = FakeUpstream.start();
    var versioned = upstream.address().resolve("/v1beta");
    String settings =
        GatewaySettings.empty()
            .provider("claude", upstream.address(), "type = \"anthropic\"", "models = [\"c\"]")
            .provider("google", versioned, "type = \"gemini\"", "models = [\"g\"]")
            .text();
    gateway = GatewayProcess.in(folder).with(settings).start();
  }

  @AfterAll
  static void end() throws Exception {
    gateway.close();
    upstream.close();
  }

  @BeforeEach
  void forget() {
    upstream.reset();
  }

  private static Row row(Answer answer) throws Exception {
    return gateway.ledger().ended(Stand.callId(answer.head()));
  }

  @Test
  void aMessageGoesOutUnderTheAccountsKeyInTheClientsVersion() throws Exception {
    upstream.answers(
        Scripts.recorded(
            Recording.MESSAGES_STREAM, new Field("anthropic-organization-id", "org-7")));

    Answer answer =
        gateway.ask(Requests.messagesStream("c").instead("anthropic-version", "2026-10-21"));
    Row row = row(answer);

    Received sent = upstream.last();
    assertEquals("/v1/messages?beta=true", sent.target());
    assertEquals(List.of(GatewaySettings.CREDENTIAL), sent.all("x-api-key"));
    assertEquals(List.of(), sent.all("authorization"));
    assertEquals(List.of("2026-10-21"), sent.all("anthropic-version"));
    assertEquals("claude", row.text("provider"));
    assertEquals("org-7", row.text("account"));
    assertEquals("exact", row.text("provenance"));
  }

  @Test
  void aMessageThatNamesNoVersionGetsOne() throws Exception {
    upstream.answers(Scripts.recorded(Recording.MESSAGES_BODY));

    gateway.ask(Ask.post("/v1/messages", "{\"model\":\"c\",\"max_tokens\":9,\"messages\":[]}"));

    assertEquals(List.of("2023-06-01"), upstream.last().all("anthropic-version"));
  }

  @Test
  void aKeyInTheAddressStaysAtTheGateway() throws Exception {
    upstream.answers(Scripts.recorded(Recording.GEMINI_ARRAY));

    Answer answer =
        gateway.ask(
            Ask.post(
                "/v1beta/models/g:streamGenerateContent?key=client-key-0815&x=1",
                "{\"contents\":[]}"));

    Received sent = upstream.last();
    assertEquals("/v1beta/models/g:streamGenerateContent?x=1", sent.target());
    assertEquals(List.of(GatewaySettings.CREDENTIAL), sent.all("x-goog-api-key"));
    assertEquals("google", row(answer).text("provider"));
  }

  @Test
  void aCallInALanguageTheProviderDoesNotSpeakIsRefused() throws Exception {
    Answer answer = gateway.ask(Requests.chat("c"));

    assertTold(answer, 400, "request.other_dialect");
    assertTrue(answer.text().contains("\\\"claude\\\" does not speak"), answer::toString);
    assertEquals(0, upstream.received().size());
  }
}
