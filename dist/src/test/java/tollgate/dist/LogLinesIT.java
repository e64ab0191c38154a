package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.Output;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.RawReply;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** The log as a program reads it: nothing but events, and no event that is not documented. */
class LogLinesIT {
  private static final Path PAGE = Path.of("..", "docs", "reference", "events.md");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Set<String> OF_EVERY_EVENT = Set.of("time", "level", "event", "call", "err");

  /** A reply of a model that nobody has priced. */
  private static final String UNPRICED =
      "{\"type\":\"message\",\"role\":\"assistant\",\"model\":\"never-heard-of\",\"content\":[],"
          + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":7,\"output_tokens\":5}}";

  @TempDir private Path folder;

  @Test
  void standardOutputIsDocumentedEventsOnlyWhateverHappens() throws Exception {
    Map<String, Set<String>> documented = documentedFields();
    try (Stand stand = Stand.in(folder, settings -> settings.set("log.level", "\"debug\""))) {
      wholeLife(stand);
      stand.gateway().terminate();
      stand.gateway().awaitEnd();

      assertHappened(stand.gateway().output());
      List<String> lines = stand.gateway().output().lines();
      assertTrue(lines.size() > 20, () -> String.join("\n", lines));
      for (String line : lines) {
        assertDocumented(line, documented);
      }
      for (String line : stand.gateway().errors().lines()) {
        assertDocumented(line, documented);
      }
    }
  }

  @Test
  void tellsAPersonWhereItListens() throws Exception {
    String settings = GatewaySettings.empty().set("log.format", "\"pretty\"").text();
    try (GatewayProcess gateway = GatewayProcess.in(folder).with(settings).start()) {
      String friendly = "Tollgate listens at http://127.0.0.1:" + gateway.port();
      gateway.terminate();

      assertTrue(gateway.awaitEnd().output().lines().anyMatch(friendly::equals));
    }
  }

  @Test
  void aReaderThatIsTooSlowCostsLinesAndNoCall() throws Exception {
    try (Stand stand =
        Stand.in(
            folder,
            settings -> settings.set("log.level", "\"debug\"").set("log.queue-lines", "100"))) {
      stand.upstream().answers(Scripts.recorded(Recording.MESSAGES_BODY));
      Output output = stand.gateway().output();
      try (var _ = output.pause()) {
        Eventually.holds("lines are dropped", () -> answered(stand) && dropped(stand) > 0);
      }

      Eventually.holds(
          "the log says so once it is read",
          () -> !output.events("logger.dropped_lines").isEmpty());
      assertTrue(output.events("logger.dropped_lines").getFirst().at("count").number() > 0);
      stand.end();
    }
  }

  private static boolean answered(Stand stand) throws Exception {
    assertEquals(200, stand.ask(Requests.messages("m")).status());
    return true;
  }

  private static long dropped(Stand stand) throws Exception {
    return stand
        .gateway()
        .see("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("tollgate_log_dropped_lines_total "))
        .mapToLong(line -> (long) Double.parseDouble(line.split(" ", -1)[1]))
        .sum();
  }

  @Test
  void tellsTheLogWhatKeepsItFromStarting() throws Exception {
    GatewayProcess.Plan plan = GatewayProcess.in(folder);

    Json settings = refusal(plan.with("log.level = \"loud\"\n"));
    assertEquals("config.error", settings.at("event").text());
    assertEquals("config.bad_value", settings.at("code").text());

    Files.writeString(plan.data().resolve("tollgate.db"), "Dear diary");
    Json database = refusal(plan.with(GatewaySettings.empty().text()));
    assertEquals("startup.error", database.at("event").text());
    assertTrue(database.at("code").text().startsWith("store."), database::toString);
  }

  private static Json refusal(GatewayProcess.Plan plan) throws Exception {
    String errors = plan.startInVain().errors();
    return Json.parse(
        errors.lines().filter(line -> line.startsWith("{")).findFirst().orElse(errors));
  }

  @Test
  void tellsWhoWasTurnedAwayForItsKey() throws Exception {
    try (Stand stand = Stand.in(folder, settings -> settings.set("keys.required", "true"))) {
      assertEquals(401, stand.ask(Requests.messages("m")).status());
      stand.end();

      Json rejected = stand.gateway().output().events("proxy.auth.rejected").getFirst();
      assertEquals("/v1/messages", rejected.at("path").text());
      assertEquals("key.unknown", rejected.at("code").text());
      assertEquals("127.0.0.1", rejected.at("client_ip").text());
    }
  }

  private static void assertHappened(Output output) {
    for (String name :
        List.of(
            "config.loaded",
            "admin.token_created",
            "generation.activated",
            "startup.ready",
            "ready.check",
            "relay.stopped",
            "passthrough.client_gone",
            "shutdown.checkpoint",
            "shutdown.complete")) {
      assertFalse(output.events(name).isEmpty(), () -> name + " in\n" + output.text());
    }
    assertEquals(3, output.events("passthrough.stream_first_chunk").size(), output::text);
    assertEquals(1, output.events("price.unknown").size(), "two calls, one model");
  }

  private static void wholeLife(Stand stand) throws Exception {
    stand.upstream().answers(Scripts.json(UNPRICED));
    stand.ask(Requests.messages("never-heard-of"));
    stand.ask(Requests.messages("never-heard-of"));
    stand.upstream().answers(Scripts.recorded(Recording.MESSAGES_STREAM));
    stand.ask(Requests.messagesStream("m"));
    stand.ask(Ask.of("GET", "/nothing/here"));
    stand.ask(Ask.post("/v1/messages", "{\"model\":"));
    stand.gateway().see("/ready");
    stand.gateway().see("/admin/nothing");
    stand.ask(Ask.of("POST", "/admin/calls/1/stop"));
    stoppedStream(stand);
    abandonedStream(stand);
  }

  private static void stoppedStream(Stand stand) throws Exception {
    try (RawClient client = stand.gateway().connect()) {
      RawReply reply = begunStream(stand, client);
      String path = "/admin/calls/" + Stand.callId(reply.head()) + "/stop";

      stand.ask(Ask.of("POST", path).with("x-admin-token", stand.gateway().adminToken()));

      reply.body().rest();
    }
  }

  private static void abandonedStream(Stand stand) throws Exception {
    String id;
    try (RawClient client = stand.gateway().connect()) {
      id = Stand.callId(begunStream(stand, client).head());
    }
    stand.ledger().ended(id);
  }

  private static RawReply begunStream(Stand stand, RawClient client) throws Exception {
    Recording recording = Recording.MESSAGES_STREAM;
    stand
        .upstream()
        .answers(Scripts.stallAfter(recording.contentType(), recording.events().subList(0, 5)));
    Ask ask = Requests.messagesStream("m");
    RawReply reply = client.send(ask).reply(ask);
    reply.body().exactly(recording.first(5).length);
    return reply;
  }

  private static void assertDocumented(String line, Map<String, Set<String>> documented) {
    Json event = Json.parse(line);
    String name = event.at("event").text();
    Set<String> fields = documented.get(name);

    assertTrue(fields != null, () -> "not in events.md: " + line);
    assertFalse(event.at("time").isNull(), line);
    var strangers = new TreeSet<>(event.names());
    strangers.removeAll(OF_EVERY_EVENT);
    strangers.removeAll(fields);
    assertEquals(Set.of(), strangers, line);
  }

  /** What the reference says: the names of events, each with the names of its fields. */
  private static Map<String, Set<String>> documentedFields() throws Exception {
    var documented = new HashMap<String, Set<String>>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("\\|", -1);
      if (line.startsWith("| `")) {
        documented.put(quoted(cells[1]).iterator().next(), quoted(cells[cells.length - 2]));
      }
    }
    assertTrue(documented.size() > 50, documented::toString);
    return documented;
  }

  private static Set<String> quoted(String cell) {
    return QUOTED.matcher(cell).results().map(LogLinesIT::word).collect(Collectors.toSet());
  }

  private static String word(MatchResult quoted) {
    return quoted.group(1);
  }
}
