package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Field;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Received;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** Which header fields travel, and which stay on the leg they were sent on. */
class HeadersIT {
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
  void answer() {
    stand.upstream().reset();
    stand.upstream().answers(Scripts.recorded(Recording.MESSAGES_BODY));
  }

  private static Received sentUpstream(Ask ask) throws Exception {
    assertEquals(200, stand.ask(ask).status());
    return stand.upstream().last();
  }

  @Test
  void aClientsCredentialNeverGoesUpstream() throws Exception {
    Received received =
        sentUpstream(
            Requests.messages("m")
                .with("authorization", "Bearer client-key-0815")
                .with("x-goog-api-key", "client-key-0815")
                .with("proxy-authorization", "Basic client-key-0815")
                .with("x-proxy-key", "client-key-0815"));

    assertFalse(received.toString().contains("client-key-0815"), received::toString);
    assertEquals(List.of("Bearer " + GatewaySettings.CREDENTIAL), received.all("authorization"));
  }

  @Test
  void aKeyInTheQueryNeverGoesUpstream() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.GEMINI_BODY));
    String path = "/v1beta/models/gemini-2.5-pro:generateContent";

    Received received =
        sentUpstream(Ask.post(path + "?key=client-key-0815&x=1", "{\"contents\":[]}"));

    assertEquals(path + "?x=1", received.target());
  }

  @Test
  void hopByHopFieldsStayOnTheClientsLeg() throws Exception {
    Received received =
        sentUpstream(
            Requests.messages("m")
                .with("connection", "keep-alive, x-for-the-next-hop")
                .with("x-for-the-next-hop", "1")
                .with("keep-alive", "timeout=5")
                .with("te", "trailers")
                .with("trailer", "x-t")
                .with("proxy-connection", "keep-alive"));

    for (String name :
        List.of("x-for-the-next-hop", "keep-alive", "te", "trailer", "proxy-connection")) {
      assertEquals(List.of(), received.all(name), name);
    }
  }

  @Test
  void whereTheClientIsStaysHere() throws Exception {
    Received received =
        sentUpstream(
            Requests.messages("m")
                .with("forwarded", "for=10.0.0.7")
                .with("x-forwarded-for", "10.0.0.7")
                .with("x-forwarded-proto", "https")
                .with("cf-connecting-ip", "10.0.0.7")
                .with("x-provider", "fake"));

    List<String> names =
        received.fields().stream().map(field -> field.name().toLowerCase(Locale.ROOT)).toList();
    assertTrue(
        names.stream()
            .noneMatch(name ->
                name.startsWith("x-forwarded")
                    || name.startsWith("cf-")
                    || List.of("forwarded", "x-provider").contains(name)),
        names::toString);
  }

  @Test
  void everythingElseTravelsUnchangedAndInOrder() throws Exception {
    String large = "a".repeat(6000);
    Received received =
        sentUpstream(
            Requests.messages("m")
                .with("User-Agent", "claude-cli/2.1.329 (external, cli)")
                .with("anthropic-beta", "one-2025,two-2025")
                .with("X-Codex-Turn-Metadata", large)
                .with("x-agent-name", "laptop-1")
                .with("x-twice", "first")
                .with("x-twice", "second"));

    assertEquals(List.of("claude-cli/2.1.329 (external, cli)"), received.all("user-agent"));
    assertEquals(List.of("one-2025,two-2025"), received.all("anthropic-beta"));
    assertEquals(List.of("2023-06-01"), received.all("anthropic-version"));
    assertEquals(List.of(large), received.all("x-codex-turn-metadata"));
    assertEquals(List.of("laptop-1"), received.all("x-agent-name"));
    assertEquals(List.of("first", "second"), received.all("x-twice"));
    assertEquals(List.of("application/json"), received.all("content-type"));
    assertEquals(1, received.all("host").size());
    assertEquals(1, received.all("content-length").size());
  }

  @Test
  void valuesKeepTheirSpellingBothWays() throws Exception {
    String type = "Application/JSON; charset=UTF-8";
    stand
        .upstream()
        .answers(Scripts.recorded(Recording.GEMINI_BODY, new Field("cache-control", "No-Cache")));

    Answer answer =
        stand.ask(
            Requests.messages("m")
                .instead("content-type", type)
                .with("accept", "Text/HTML")
                .with("cookie", "a=b; __dashboard_session=secret; c=d"));

    Received received = stand.upstream().last();
    assertEquals(List.of(type), received.all("content-type"));
    assertEquals(List.of("Text/HTML"), received.all("accept"));
    assertEquals(List.of("a=b; c=d"), received.all("cookie"));
    assertEquals(List.of("No-Cache"), answer.all("cache-control"));
    assertEquals(List.of(Recording.GEMINI_BODY.contentType()), answer.all("content-type"));
  }

  @Test
  void addsNothingThatTheClientDidNotSend() throws Exception {
    Received received = sentUpstream(Requests.messages("m"));

    List<String> expected =
        List.of(
            "accept-encoding",
            "anthropic-version",
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "host");
    List<String> names =
        received.fields().stream()
            .map(field -> field.name().toLowerCase(Locale.ROOT))
            .filter(name -> !expected.contains(name))
            .toList();
    assertEquals(List.of(), names);
  }

  @Test
  void whatTheProviderTellsComesBack() throws Exception {
    stand
        .upstream()
        .answers(
            Scripts.recorded(
                Recording.MESSAGES_BODY,
                new Field("retry-after", "30"),
                new Field("request-id", "req_011CS"),
                new Field("x-request-id", "req-7"),
                new Field("anthropic-ratelimit-requests-remaining", "49"),
                new Field("X-RateLimit-Remaining-Tokens", "1999"),
                new Field("set-cookie", "a=1"),
                new Field("set-cookie", "b=2"),
                new Field("x-should-retry", "true"),
                new Field("date", "Sat, 21 Nov 2026 09:00:00 GMT"),
                new Field("server", "cloud")));

    Answer answer = stand.ask(Requests.messages("m"));

    assertEquals(List.of("30"), answer.all("retry-after"));
    assertEquals(List.of("req_011CS"), answer.all("request-id"));
    assertEquals(List.of("req-7"), answer.all("x-request-id"));
    assertEquals(List.of("49"), answer.all("anthropic-ratelimit-requests-remaining"));
    assertEquals(List.of("1999"), answer.all("x-ratelimit-remaining-tokens"));
    assertEquals(List.of("a=1", "b=2"), answer.all("set-cookie"));
    assertEquals(List.of("true"), answer.all("x-should-retry"));
    assertEquals(1, answer.all("date").size(), answer::toString);
    assertEquals(1, answer.all("x-tollgate-call-id").size(), answer::toString);
  }

  @Test
  void hopByHopFieldsStayOnTheProvidersLeg() throws Exception {
    stand
        .upstream()
        .answers(
            Scripts.recorded(
                Recording.MESSAGES_BODY,
                new Field("connection", "keep-alive, x-private"),
                new Field("x-private", "1"),
                new Field("keep-alive", "timeout=60"),
                new Field("proxy-authenticate", "Basic")));

    Answer answer = stand.ask(Requests.messages("m"));

    for (String name : List.of("x-private", "keep-alive", "proxy-authenticate")) {
      assertEquals(List.of(), answer.all(name), name);
    }
  }

  @Test
  void aReplyWithoutADateHasOneAllTheSame() throws Exception {
    assertEquals(1, stand.ask(Requests.messages("m")).all("date").size());
  }
}
