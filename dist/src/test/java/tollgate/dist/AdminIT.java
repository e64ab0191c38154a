package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.GeneratedClient;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.RawReply;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Schema;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** The operator's door: who may ask, who may change, and what is told. */
class AdminIT {
  /** One is a stream, the other takes a key; both have tests of their own. */
  private static final Set<String> ANSWERED_OTHERWISE = Set.of("/admin/events", "/admin/me");

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
      assertEquals("admin.token_missing", without.json().at("problem").text());
      assertEquals("admin.token_wrong", wrong.json().at("problem").text());
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

  private static Ask change(String method, String path, String body) throws Exception {
    Ask ask = body.isEmpty() ? Ask.of(method, path) : Ask.post(path, body);
    return new Ask(method, path, ask.fields(), ask.body())
        .with("x-admin-token", stand.gateway().adminToken());
  }

  /** What stands for the names in paths, so that there is something to tell. */
  private static String filled(String path, String key, long row) {
    return path.replace("/keys/{id}", "/keys/" + key)
        .replace("/api-keys/{id}", "/api-keys/" + key)
        .replace("/logs/{id}", "/logs/" + row)
        .replace("/providers/{id}", "/providers/fake")
        .replace("{provider}", "fake")
        .replace("{tool}/{session}", "opencode/ses_1");
  }

  /** Every path that can be read is asked, and what comes back held against what is told of it. */
  @Test
  void everyAnswerIsAsTheOpenApiDocumentSays() throws Exception {
    Row row = stand.row(stand.ask(Requests.messages("m-api").with("x-opencode-session", "ses_1")));
    String key =
        stand.ask(change("POST", "/admin/keys", "{\"name\":\"api\"}")).json().at("id").text();
    Json paths = stand.gateway().see("/admin/openapi.json").json().at("paths");
    int held = 0;

    for (String path : paths.names()) {
      Json get = paths.at(path, "get");
      String target = filled(path, key, row.number("id"));
      if (get.isNull() || target.contains("{") || ANSWERED_OTHERWISE.contains(path)) {
        continue;
      }
      String query = path.endsWith("range") ? "?from=2026-01-01&to=2099-01-01" : "";

      Answer answer =
          get.at("security").isNull()
              ? stand.gateway().see(target + query)
              : stand.ask(change("GET", target, ""));

      assertEquals(200, answer.status(), () -> path + " " + answer);
      Json schema = get.at("responses", "200", "content", "application/json", "schema");
      if (!schema.isNull()) {
        held++;
        assertEquals(List.of(), Schema.misfits(schema, answer.json()), path);
      }
    }
    assertTrue(held >= 25, "only so many answers were held against a schema: " + held);
  }

  @Test
  void aClientGeneratedFromTheOpenApiDocumentCompilesAndIsServed() throws Exception {
    Row row = stand.row(stand.ask(Requests.messages("m-client")));
    var client =
        GeneratedClient.of(
            stand.gateway().see("/admin/openapi.json").json(),
            Files.createDirectory(folder.resolve("client")),
            (method, target, token, body) -> {
              Answer answer =
                  stand.ask(token ? change(method, target, body) : Ask.of(method, target));
              assertEquals(2, answer.status() / 100, answer::toString);
              return answer.json();
            });

    var day = client.call("getAdminUsageToday", Map.of());
    var logs = (List<?>) client.call("getAdminLogs", Map.of("limit", 1L));
    var log = client.call("getAdminLogsId", Map.of("id", Long.toString(row.number("id"))));
    var made = client.call("postAdminKeys", Map.of("body", Map.of("name", "generated")));
    Object id = GeneratedClient.member(made, "id");
    var changed =
        client.call("patchAdminKeysId", Map.of("id", id, "body", Map.of("team", "tools")));
    var round = client.call("postAdminQuotasRefresh", Map.of());
    var price = client.call("getAdminPricing", Map.of("model", "nobody's"));
    client.call("deleteAdminKeysId", Map.of("id", id));

    assertTrue((Long) GeneratedClient.member(day, "requests") > 0);
    assertEquals(row.number("id"), GeneratedClient.member(logs.getFirst(), "id"));
    assertEquals("m-client", GeneratedClient.member(log, "requested_model"));
    assertEquals("tools", GeneratedClient.member(changed, "team"));
    assertEquals(0L, GeneratedClient.member(round, "inserted"), "no plugin lists accounts");
    assertEquals(null, GeneratedClient.member(price, "pricing"));
    assertTrue(client.operations().size() > 50, () -> client.operations().toString());
  }

  @Test
  void whatIsChangedAnswersAsTheOpenApiDocumentSays() throws Exception {
    stand.row(stand.ask(Requests.messages("m-api")));
    Json made = stand.ask(change("POST", "/admin/keys", "{\"name\":\"two\"}")).json();
    String one = "/admin/keys/" + made.at("id").text();
    Json paths = stand.gateway().see("/admin/openapi.json").json().at("paths");
    for (String[] asked :
        new String[][] {
          {"PATCH", "/admin/keys/{id}", one, "{\"team\":\"tools\"}"},
          {"POST", "/admin/keys/{id}/rotate", one + "/rotate", ""},
          {"DELETE", "/admin/keys/{id}", one, ""},
          {"POST", "/admin/breakers/{provider}/reset", "/admin/breakers/fake/reset", ""},
          {"POST", "/admin/providers/{id}/test", "/admin/providers/fake/test", ""},
          {"POST", "/admin/providers/reload", "/admin/providers/reload", ""}
        }) {
      Answer answer = stand.ask(change(asked[0], asked[2], asked[3]));
      Answer without = stand.ask(Ask.of(asked[0], asked[2]));

      assertEquals(200, answer.status(), answer::toString);
      Json schema =
          paths.at(
              asked[1],
              asked[0].toLowerCase(Locale.ROOT),
              "responses",
              "200",
              "content",
              "application/json",
              "schema");
      assertFalse(schema.isNull(), asked[1]);
      assertEquals(List.of(), Schema.misfits(schema, answer.json()), asked[1]);
      assertEquals("admin.token_missing", without.json().at("problem").text(), asked[1]);
    }
    Json audit = stand.gateway().see("/admin/audit?limit=6").json();
    assertEquals("providers.reloaded", audit.at("entries", 0, "action").text(), audit::toString);
    assertEquals("breaker.reset", audit.at("entries", 1, "action").text(), audit::toString);
    assertEquals("key.revoked", audit.at("entries", 2, "action").text(), audit::toString);
  }

  @Test
  void takesOtherProvidersFromTheSettingsWhileItRuns() throws Exception {
    Path file = folder.resolve("tollgate.toml");
    String before = Files.readString(file);
    String more = "\n[[provider]]\nid = \"second\"\ntype = \"cliproxyapi\"\n";
    try {
      Files.writeString(file, before + more + "base-url = \"ftp://odd\"\n");
      Answer refused = stand.ask(change("POST", "/admin/providers/reload", ""));
      Json kept = stand.gateway().see("/admin/providers").json();
      Files.writeString(file, before + more + "base-url = \"http://127.0.0.1:9\"\n");
      Answer taken = stand.ask(change("POST", "/admin/providers/reload", ""));
      Answer told =
          stand.ask(Requests.messages("m").with("x-provider", "second").with("x-none", "1"));

      assertEquals(400, refused.status(), refused::toString);
      assertEquals(1, kept.at("providers").elements().size(), kept::toString);
      assertFalse(kept.at("lastReloadError", "message").isNull(), kept::toString);
      assertEquals(200, taken.status(), taken::toString);
      assertEquals("second", taken.json().at("providers", 1, "id").text(), taken::toString);
      assertTrue(taken.json().at("lastReloadError").isNull(), taken::toString);
      assertEquals(503, told.status(), told::toString);
    } finally {
      Files.writeString(file, before);
      stand.ask(change("POST", "/admin/providers/reload", ""));
    }
    assertEquals(404, stand.gateway().see("/admin/providers/second").status());
  }

  @Test
  void showsNoSecretInAnyAnswer() throws Exception {
    String key =
        stand.ask(change("POST", "/admin/keys", "{\"name\":\"canary\"}")).json().at("key").text();
    stand.row(stand.ask(Requests.messages("m").with("x-api-key", key)));
    List<String> canaries = List.of(GatewaySettings.CREDENTIAL, stand.gateway().adminToken(), key);

    for (String path : stand.gateway().see("/admin/openapi.json").json().at("paths").names()) {
      if (!path.contains("{") && !path.equals("/admin/events")) {
        String text = stand.gateway().see(path).text();
        for (String canary : canaries) {
          assertFalse(text.contains(canary), () -> path + " tells a secret");
        }
      }
    }
  }

  @Test
  void tellsWhatHappensWhileItHappens() throws Exception {
    Ask ask = Ask.of("GET", "/admin/events");
    try (RawClient client = stand.gateway().connect()) {
      RawReply reply = client.send(ask).reply(ask);
      stand.row(stand.ask(Requests.messages("m-seen")));

      var seen = new StringBuilder();
      while (!seen.toString().contains("event: call.finished")) {
        seen.append(new String(reply.body().exactly(1), StandardCharsets.UTF_8));
      }
      assertTrue(seen.toString().contains("event: call.started"), seen::toString);
      assertTrue(seen.toString().contains("m-seen"), seen::toString);
    }
  }

  @Test
  void tellsTheHolderOfAKeyAboutIt() throws Exception {
    String key =
        stand.ask(change("POST", "/admin/keys", "{\"name\":\"mine\"}")).json().at("key").text();

    Answer told = stand.ask(Ask.of("GET", "/admin/me").with("authorization", "Bearer " + key));

    assertEquals(200, told.status(), told::toString);
    assertEquals("mine", told.json().at("name").text());
    assertEquals("DENY", told.first("x-frame-options").orElse(""));
    assertEquals(401, stand.ask(Ask.of("GET", "/admin/me")).status());
  }

  @Test
  void whatIsNotThereIsTold() throws Exception {
    Answer answer = stand.gateway().see("/admin/nothing");

    assertEquals(404, answer.status(), answer::toString);
    assertEquals("request.unknown_path", answer.json().at("code").text());
  }
}
