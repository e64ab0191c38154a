package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.ProtoMessage;
import tollgate.dist.kit.Received;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Schema;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** A gateway that is looked after: its alerts, meters, traces and log, and providers by the API. */
class OperationIT {
  private static final String SECRET = "alert-secret-0815";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";

  @TempDir private static Path folder;
  private static FakeUpstream outside;
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    outside = FakeUpstream.start();
    outside.answers(Scripts.json("{}"));
    stand =
        Stand.in(
            folder,
            settings ->
                Stand.neverOpeningABreaker(settings)
                    .set("alerts.urls", "[\"" + outside.address() + "/hook?secret-part\"]")
                    .set("alerts.secret", "\"" + SECRET + "\"")
                    .set("telemetry.endpoint", "\"" + outside.address() + "\"")
                    .set("telemetry.interval", "\"1s\"")
                    .set("metrics.older-names", "true")
                    .set("ready.providers", "[\"fake\"]"));
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
    outside.close();
  }

  @BeforeEach
  void answer() {
    stand.upstream().reset();
    stand.upstream().answers(Scripts.recorded(Recording.MESSAGES_BODY));
  }

  private static Answer change(String method, String path, String body) throws Exception {
    Ask ask = body.isEmpty() ? Ask.of(method, path) : Ask.post(path, body);
    return stand.ask(
        new Ask(method, path, ask.fields(), ask.body())
            .with("x-admin-token", stand.gateway().adminToken()));
  }

  private static Received posted(String path, String content) throws Exception {
    return Eventually.found(
        path + " with " + content,
        () ->
            outside.received().stream()
                .filter(one -> one.target().startsWith(path) && one.text().contains(content))
                .findFirst());
  }

  private static String field(Received received, String name) {
    return String.join(", ", received.all(name));
  }

  @Test
  void aProviderIsAddedChangedAndRemovedWhileItRuns() throws Exception {
    String entry =
        "{\"id\":\"more\",\"type\":\"cliproxyapi\",\"upstreamBaseUrl\":\"%s\",%s}"
            .formatted(
                stand.upstream().address(),
                "\"auth\":{\"type\":\"bearer\",\"value\":\"canary-4711\"}");
    Path file = folder.resolve("data/providers.json");

    Answer without = stand.ask(Ask.post("/admin/providers", entry));
    Answer added = change("POST", "/admin/providers", entry);
    Answer twice = change("POST", "/admin/providers", entry);
    Answer served = stand.ask(Requests.messages("m").with("x-provider", "more"));

    assertEquals("admin.token_missing", without.json().at("problem").text());
    assertEquals(201, added.status(), added::toString);
    assertEquals("provider.taken", twice.json().at("code").text());
    assertEquals(200, served.status(), served::toString);
    assertEquals("more", served.first("x-tollgate-provider").orElse(""));
    assertEquals("Bearer canary-4711", field(stand.upstream().last(), "authorization"));
    assertFalse(added.json().at("readOnly").yes());
    assertTrue(Files.readString(file).contains("canary-4711"));

    Answer changed =
        change(
            "PATCH",
            "/admin/providers/more",
            "{\"models\":[\"claude\"],\"auth\":{\"type\":\"bearer\",\"value\":\"[redacted]\"}}");
    stand.ask(Requests.messages("claude-x").with("x-provider", "more"));

    assertEquals(200, changed.status(), changed::toString);
    assertEquals("claude", changed.json().at("models", 0).text());
    assertEquals("Bearer canary-4711", field(stand.upstream().last(), "authorization"));

    refusesWhatIsWrong();
    Answer removed = change("DELETE", "/admin/providers/more", "");

    assertEquals(200, removed.status(), removed::toString);
    assertEquals(404, stand.gateway().see("/admin/providers/more").status());
    String audit = stand.gateway().see("/admin/audit?action=provider.").text();
    assertFalse(audit.contains("canary-4711"), audit);
    for (String action : List.of("provider.added", "provider.changed", "provider.removed")) {
      assertTrue(audit.contains(action), audit);
    }
    Json paths = stand.gateway().see("/admin/openapi.json").json().at("paths");
    Json schema =
        paths.at("/admin/providers", "post", "responses", "201", "content", "application/json");
    assertEquals(List.of(), Schema.misfits(schema.at("schema"), added.json()));
  }

  private static void refusesWhatIsWrong() throws Exception {
    Answer wrong =
        change("PATCH", "/admin/providers/more", "{\"type\":\"no\",\"upstreamBaseUrl\":\"x\"}");
    Answer elsewhere = change("DELETE", "/admin/providers/fake", "");

    assertEquals(400, wrong.status(), wrong::toString);
    assertEquals(2, wrong.json().at("problems").elements().size(), wrong::toString);
    assertEquals("provider.elsewhere", elsewhere.json().at("code").text(), elsewhere::toString);
  }

  @Test
  void anAlertIsSignedAndDeliveredAndTold() throws Exception {
    stand.row(stand.ask(Requests.messages("no-price-for-this")));
    Answer tested = change("POST", "/admin/alerts/test", "");

    Received test = posted("/hook", "\"kind\":\"test\"");

    assertEquals(200, tested.status(), tested::toString);
    assertEquals(1, tested.json().at("attempts").elements().size());
    assertFalse(tested.text().contains("secret-part"), tested::text);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed =
        field(test, "webhook-id") + "." + field(test, "webhook-timestamp") + "." + test.text();
    assertEquals(
        "v1,"
            + Base64.getEncoder()
                .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))),
        field(test, "webhook-signature"));
    Eventually.holds(
        "the list tells of it",
        () -> stand.gateway().see("/admin/alerts").text().contains("\"delivered\":true"));
  }

  @Test
  void isReadyAsLongAsTheRequiredProviderAnswers() throws Exception {
    Json ready = stand.gateway().see("/ready").json();

    assertEquals("pass", ready.at("checks", "database", "status").text(), ready::toString);
    assertEquals("HTTP 200", ready.at("checks", "upstream", "output").text(), ready::toString);
    assertEquals("pass", ready.at("checks", "supervisor", "status").text(), ready::toString);
  }

  @Test
  void tellsTheOlderMetersAsWell() throws Exception {
    stand.row(stand.ask(Requests.messages("m")));

    String page = stand.gateway().see("/metrics").text();

    assertTrue(page.contains("\nagent_cli_proxy_up 1\n"), page);
    assertTrue(page.contains("agent_cli_proxy_requests_today{"), page);
    assertTrue(page.contains("agent_cli_proxy_proxy_request_duration_ms_bucket{"), page);
  }

  @Test
  void aCallIsASpanBelowTheClientsAndSoIsEachTry() throws Exception {
    Answer answer =
        stand.ask(
            Requests.messages("m-traced")
                .with("traceparent", "00-" + TRACE + "-" + PARENT + "-01"));
    stand.row(answer);

    ProtoMessage spans = new ProtoMessage(posted("/v1/traces", "m-traced").body());

    List<ProtoMessage> all =
        spans.along(1, 2, 2).stream().filter(one -> one.hex(1).equals(TRACE)).toList();
    assertEquals(2, all.size(), "the call and its one try");
    ProtoMessage call =
        all.stream().filter(one -> one.hex(4).equals(PARENT)).findFirst().orElseThrow();
    ProtoMessage attempt =
        all.stream().filter(one -> one.hex(4).equals(call.hex(2))).findFirst().orElseThrow();
    Map<String, String> said = call.attributes(9);
    assertEquals("chat m-traced", call.text(5));
    assertEquals("chat", said.get("gen_ai.operation.name"), said::toString);
    assertEquals("m-traced", said.get("gen_ai.request.model"), said::toString);
    assertEquals("claude-sonnet-4-5-20250929", said.get("gen_ai.response.model"), said::toString);
    assertTrue(Long.parseLong(said.get("gen_ai.usage.input_tokens")) > 0, said::toString);
    assertEquals(Stand.callId(answer.head()), said.get("tollgate.call.id"), said::toString);
    assertEquals("fake", attempt.attributes(9).get("tollgate.provider"));
    assertEquals(
        "00-" + TRACE + "-" + PARENT + "-01",
        field(stand.upstream().last(), "traceparent"),
        "what the client sent passes unchanged");
    assertEquals(
        "tollgate", spans.along(1, 1).getFirst().attributes(1).get("service.name"), "who sends");
  }

  @Test
  void metersGoOutAsTheConventionsHaveThem() throws Exception {
    stand.row(stand.ask(Requests.messages("m")));

    ProtoMessage report =
        new ProtoMessage(posted("/v1/metrics", "gen_ai.client.token.usage").body());

    List<String> names = report.along(1, 2, 2).stream().map(one -> one.text(1)).toList();
    assertTrue(names.contains("gen_ai.client.operation.duration"), names::toString);
    Optional<ProtoMessage> tokens =
        report.along(1, 2, 2).stream()
            .filter(one -> one.text(1).equals("gen_ai.client.token.usage"))
            .findFirst();
    assertEquals("{token}", tokens.orElseThrow().text(3));
  }

  @Test
  void aCapOfTheSettingsIsTakenRaisedAndResetWhileItRuns() throws Exception {
    Path file = folder.resolve("tollgate.toml");
    String before = Files.readString(file);
    String cap =
        "\n[[cap]]\nid = \"door\"\ncalls = 1\nper = \"day\"\nwhere = { model = \"m-door\" }\n";
    try {
      Files.writeString(file, before + cap.replace("day", "fortnight"));
      assertEquals(400, change("POST", "/admin/budgets/reload", "").status());
      Files.writeString(file, before + cap);
      Answer taken = change("POST", "/admin/budgets/reload", "");
      Answer first = stand.ask(Requests.messages("m-door"));
      stand.row(first);
      Answer refused = stand.ask(Requests.messages("m-door"));
      Answer raised = change("POST", "/admin/budgets/door/raise", "{\"calls\":1,\"reason\":\"x\"}");
      Answer second = stand.ask(Requests.messages("m-door"));
      stand.row(second);
      Answer reset = change("POST", "/admin/budgets/door/reset", "");
      Json told = stand.gateway().see("/admin/budgets/door").json();

      assertEquals("door", taken.json().at("budgets", 0, "cap").text(), taken::toString);
      assertEquals("door=0 calls", first.first("x-tollgate-budget-left").orElse(""));
      assertEquals(402, refused.status(), refused::toString);
      assertEquals("door=0 calls", refused.first("x-tollgate-budget-left").orElse(""));
      assertEquals(2, raised.json().at("limit").number(), raised::toString);
      assertEquals(200, second.status(), second::toString);
      assertEquals(2, reset.json().at("left").number(), reset::toString);
      assertEquals(2, told.at("top", "tools", 0, "spent").number(), told::toString);
      Json audit = stand.gateway().see("/admin/audit?action=budget.&limit=2").json();
      assertEquals("budget.reset", audit.at("entries", 0, "action").text(), audit::toString);
      String metrics = stand.gateway().see("/metrics").text();
      assertTrue(
          metrics.contains(
              "tollgate_budget_refusals_total{cap=\"door\",reason=\"exhausted\",window=\"day\"} 1"),
          metrics);
    } finally {
      Files.writeString(file, before);
      change("POST", "/admin/budgets/reload", "");
    }
    assertEquals(404, stand.gateway().see("/admin/budgets/door").status());
  }
}
