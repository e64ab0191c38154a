package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.ledger.Settlement;
import tollgate.runtime.ledger.Settlement.Fault;
import tollgate.runtime.ledger.Settlement.Served;
import tollgate.runtime.ledger.State;
import tollgate.runtime.ledger.Timings;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.LogReports;
import tollgate.runtime.report.UsageReports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What scripts written for the older proxy ask, and what they read: each file is a request with its
 * answer. A new file is a new case; {@code -Dreference=write} writes the answers anew, to be read
 * before they are kept.
 */
class CompatibleAnswersTest {
  private static final Path CASES = Path.of("src/test/resources/tollgate/runtime/admin/compatible");
  private static final boolean WRITE = "write".equals(System.getProperty("reference"));

  @TempDir Path folder;

  private LedgerHouse house;
  private Door door;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    var ledger = new LedgerReports(house.database().reads(), house);
    var logs = new LogReports(house.database().reads(), "cliproxy_");
    var routes = new ArrayList<Route>();
    routes.addAll(new UsageResources(ledger, new UsageReports(ledger, "cliproxy_"), house).list());
    routes.addAll(new LogResources(logs).list());
    door = new Door(routes, ledger);
    fill();
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** Two days of two tools. */
  private void fill() {
    house.advance(Duration.ofDays(-1));
    Calls plow = Calls.at(house);
    settle(plow, "alice@example.test", new TokenCounts(60, 50, 40, 0, 0, 20, 0, 0), "0.0007");
    house.advance(Duration.ofDays(1));
    settle(plow.model("small"), "bob@example.test", TokenCounts.of(300, 150), "0.0021");
    house.advance(Duration.ofMinutes(2));
    Calls rake = Calls.at(house).by("rake", "session-1");
    settle(rake, "alice@example.test", new TokenCounts(25, 12, 400, 60, 40, 0, 0, 0), "0.00075");
    house.advance(Duration.ofMinutes(9));
    house.ledger().open(rake.next()).settle(Calls.failed());
    house.advance(Duration.ofMinutes(1));
    house.flush();
  }

  private void settle(Calls calls, String account, TokenCounts tokens, String usd) {
    house
        .ledger()
        .open(calls.next())
        .settle(
            new Settlement(
                State.SETTLED,
                200,
                Usage.exact(tokens, ""),
                Bill.of(Money.usd(usd), ""),
                new Served("", account, "up-1"),
                new Timings(90_000_000, 120_000_000, 900_000_000),
                Fault.NONE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void answersAsItAlwaysDid(String name) throws IOException {
    Path file = CASES.resolve(name);
    var sample = (ObjectNode) JsonMapper.shared().readTree(Files.readString(file));

    Door.Reply reply = door.ask(sample.at("/request").asString());

    JsonNode answer = withoutIds(reply.json());
    if (WRITE) {
      sample.put("status", reply.status());
      sample.set("answer", answer);
      Files.writeString(file, sample.toPrettyString() + "\n");
    }
    assertEquals(sample.at("/status").asInt(), reply.status(), reply::text);
    assertEquals(sample.at("/answer"), answer);
  }

  /** The ids of calls are made by chance. */
  private static JsonNode withoutIds(JsonNode answer) {
    for (JsonNode part : answer) {
      withoutIds(part);
    }
    if (answer instanceof ObjectNode object && object.has("request_id")) {
      object.put("request_id", "");
    }
    return answer;
  }

  static List<String> cases() throws IOException {
    try (var files = Files.list(CASES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
