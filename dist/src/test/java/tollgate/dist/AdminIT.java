package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.RawReply;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** The operator's door: who may ask, who may change, and what is told. */
class AdminIT {
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

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/ready"})
  void tellsThatItIsWell(String path) throws Exception {
    assertEquals(200, stand.gateway().see(path).status());
  }

  @Test
  void tellsItsMeters() throws Exception {
    stand.row(stand.ask(Requests.messages("m")));

    Answer answer = stand.gateway().see("/metrics");

    assertEquals(200, answer.status());
    assertTrue(
        answer.text().contains("tollgate_upstream_attempts_total{outcome=\"answered\","),
        answer::text);
    assertTrue(answer.text().contains("\ntollgate_plugin_leaks 0"), answer::text);
    assertTrue(answer.first("content-type").orElse("").startsWith("text/plain"), answer::toString);
  }

  @Test
  void tellsOfASessionAndOfTheAgentsInIt() throws Exception {
    for (String agent : List.of("", "agent-7")) {
      var call =
          Requests.messages("claude-sonnet-4-5")
              .with("x-claude-code-session-id", "session/of + us");
      stand.row(stand.ask(agent.isEmpty() ? call : call.with("x-claude-code-agent-id", agent)));
    }

    Json list = Json.parse(stand.gateway().see("/admin/sessions?tool=claude-code").text());
    String id = list.at("sessions", 0, "id").text();
    Json tree = Json.parse(stand.gateway().see("/admin/sessions/" + id).text());

    assertEquals("claude-code/session%2Fof+%2B+us", id);
    assertEquals(2, tree.at("calls").number());
    assertEquals("agent-7", tree.at("agents", 0, "agents", 0, "agent").text());
    assertEquals(404, stand.gateway().see("/admin/sessions/claude-code/nobody").status());
    assertEquals(400, stand.gateway().see("/admin/sessions?since=yesterday").status());
    assertEquals(400, stand.gateway().see("/admin/sessions?order=colour").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/admin/logs", "/admin/calls", "/admin/usage/today", "/admin/stats", "/metrics"})
  void aNameThatIsNotOursIsRefused(String path) throws Exception {
    for (String host : List.of("evil.example", "evil.example:3100", "127.0.0.1.evil.example")) {
      Answer answer = stand.ask(Ask.of("GET", path).with("host", host));

      assertEquals(403, answer.status(), answer::toString);
      assertEquals("admin.host_refused", answer.json().at("code").text(), answer::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "https://localhost.evil.example"})
  void aPageThatIsNotOursIsRefused(String origin) throws Exception {
    Answer answer = stand.ask(Ask.of("GET", "/admin/logs").with("origin", origin));

    assertEquals(403, answer.status(), answer::toString);
    assertEquals("admin.origin_refused", answer.json().at("code").text(), answer::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9", "127.0.0.1", "[::1]:3100", "LOCALHOST"})
  void thisMachinesNamesAreTaken(String host) throws Exception {
    assertEquals(200, stand.ask(Ask.of("GET", "/admin/calls").with("host", host)).status());
  }

  @DisabledOnOs(OS.WINDOWS)
  @Test
  void theTokenIsReadableByItsOwnerOnly() throws Exception {
    Path file = folder.resolve("data/admin-token");

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(stand.gateway().adminToken().length() >= 32);
  }

  /** A stream that has begun and waits; the client's end of it. */
  private static RawReply running(RawClient client, Recording recording, int events)
      throws Exception {
    stand
        .upstream()
        .answers(
            Scripts.stallAfter(recording.contentType(), recording.events().subList(0, events)));
    Ask ask = Requests.forRecording(recording, "running");
    RawReply reply = client.send(ask).reply(ask);
    byte[] expected = recording.first(events);
    assertArrayEquals(expected, reply.body().exactly(expected.length));
    return reply;
  }

  private static Ask stop(String callId) {
    return Ask.of("POST", "/admin/calls/" + callId + "/stop");
  }

  @Test
  void stoppingACallNeedsTheToken() throws Exception {
    try (RawClient client = stand.gateway().connect()) {
      RawReply reply = running(client, Recording.MESSAGES_STREAM, 5);
      String id = Stand.callId(reply.head());

      Answer without = stand.ask(stop(id));
      Answer wrong = stand.ask(stop(id).with("x-admin-token", "wrong"));
      Answer foreign =
          stand.ask(
              stop(id)
                  .with("x-admin-token", stand.gateway().adminToken())
                  .with("origin", "http://evil.example"));

      assertEquals(403, without.status(), without::toString);
      assertEquals("admin.token_missing", without.json().at("code").text());
      assertEquals("admin.token_wrong", wrong.json().at("code").text());
      assertEquals("admin.origin_refused", foreign.json().at("code").text());
      assertTrue(stand.gateway().see("/admin/calls").text().contains(id), "it still runs");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MESSAGES_STREAM", "CHAT_STREAM"})
  void aStoppedStreamEndsInItsOwnLanguage(Recording recording) throws Exception {
    try (RawClient client = stand.gateway().connect()) {
      RawReply reply = running(client, recording, 12);
      String id = Stand.callId(reply.head());

      Answer stopped = stand.ask(stop(id).with("x-admin-token", stand.gateway().adminToken()));

      assertTrue(stopped.status() == 200 || stopped.status() == 202, stopped::toString);
      String rest = new String(reply.body().rest(), StandardCharsets.UTF_8);
      assertTrue(reply.body().clean(), rest);
      String last = recording == Recording.CHAT_STREAM ? "data: [DONE]" : "event: message_stop";
      boolean told = rest.contains(last) || rest.contains("event: error");
      assertTrue(told, rest);
      rest.lines()
          .filter(line -> line.startsWith("data: {"))
          .forEach(line -> Json.parse(line.substring(6)));
      Row row = stand.ledger().ended(id);
      assertEquals("aborted", row.text("state"), row::toString);
      assertEquals("call.stopped", row.text("error_code"), row::toString);
      Eventually.holds(
          "it is listed no more", () -> !stand.gateway().see("/admin/calls").text().contains(id));
    }
  }

  @Test
  void aCallThatIsNotRunningCannotBeStopped() throws Exception {
    Answer answer =
        stand.ask(
            stop("00000000000000000000000000")
                .with("authorization", "Bearer " + stand.gateway().adminToken()));

    assertEquals(404, answer.status(), answer::toString);
    assertEquals("call.unknown", answer.json().at("code").text());
  }

  @Test
  void tellsOfARunningCallWhoMadeItAndWhatItHasUsed() throws Exception {
    try (RawClient client = stand.gateway().connect()) {
      RawReply reply = running(client, Recording.MESSAGES_STREAM, 5);
      String id = Stand.callId(reply.head());

      Json listed = stand.gateway().see("/admin/calls").json();

      String text = listed.toString();
      assertTrue(text.contains(id), text);
      assertTrue(text.contains("running"), text);
      assertTrue(text.contains("fake"), text);
    }
  }

  @Test
  void tellsOfEachCallWhatTheLedgerKeeps() throws Exception {
    Answer answer = stand.ask(Requests.messages("m-told"));
    Row row = stand.row(answer);

    Json logs = stand.gateway().see("/admin/logs?limit=500").json();
    Answer one = stand.gateway().see("/admin/logs/" + row.number("id"));

    assertTrue(logs.toString().contains("m-told"), logs::toString);
    assertEquals(200, one.status(), one::toString);
    assertTrue(one.text().contains("m-told"), one::toString);
    assertEquals(404, stand.gateway().see("/admin/logs/999999999").status());
  }

  @Test
  void addsUpWhatWasUsedToday() throws Exception {
    stand.row(stand.ask(Requests.messages("m")));

    Answer today = stand.gateway().see("/admin/usage/today");
    Answer stats = stand.gateway().see("/admin/stats");

    assertEquals(200, today.status(), today::toString);
    assertEquals(200, stats.status(), stats::toString);
    assertTrue(today.text().contains("claude-sonnet-4-5-20250929"), today::toString);
  }

  @Test
  void aParameterThatMakesNoSenseIsTold() throws Exception {
    Answer answer = stand.gateway().see("/admin/logs?limit=many");

    assertEquals(400, answer.status(), answer::toString);
    assertEquals("request.bad_parameter", answer.json().at("code").text());
  }

  @Test
  void whatIsNotThereIsTold() throws Exception {
    Answer answer = stand.gateway().see("/admin/nothing");

    assertEquals(404, answer.status(), answer::toString);
    assertEquals("request.unknown_path", answer.json().at("code").text());
  }
}
