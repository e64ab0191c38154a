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
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Json;
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

  @TempDir private Path folder;

  @Test
  void standardOutputIsDocumentedEventsOnlyWhateverHappens() throws Exception {
    Map<String, Set<String>> documented = documentedFields();
    try (Stand stand = Stand.in(folder, settings -> settings.set("log.level", "\"debug\""))) {
      wholeLife(stand);
      stand.gateway().terminate();
      stand.gateway().awaitEnd();

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

  private static void wholeLife(Stand stand) throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.MESSAGES_BODY));
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
