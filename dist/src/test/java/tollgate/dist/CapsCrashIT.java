package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.LedgerFile;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Script;
import tollgate.dist.kit.Scripts;

/** A gateway that is killed, or told to end, in the midst of calls under caps. */
@Timeout(120)
class CapsCrashIT {
  private static final int RUNNING = 3;

  private static final String POLICY =
      """
      export const decide = () => [
        cap('purse', { usd: 1, per: 'day', by: 'model' }),
        cap('calls', { calls: 100, per: 'lifetime', by: 'model' }),
      ];
      """;

  @TempDir private Path folder;
  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void leave() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  @Test
  void afterwardsTheCountersAreTheRowsAndNothingIsHeld() throws Exception {
    Path policies = Files.createDirectories(folder.resolve("data/policies"));
    Files.writeString(policies.resolve("caps.js"), POLICY);
    try (FakeUpstream upstream = FakeUpstream.start()) {
      String settings =
          GatewaySettings.with(upstream.address())
              .set("shutdown.drain-time", "\"0s\"")
              .price("purse", "1", "10", "0.1", "1.25", "2")
              .text();
      GatewayProcess.Plan plan = GatewayProcess.in(folder).with(settings);
      try (GatewayProcess gateway = plan.start()) {
        streamsBegin(gateway, upstream);
        gateway.kill();
      }
      try (GatewayProcess gateway = plan.start()) {
        assertEquals(RUNNING, inDoubt(gateway).size());
        assertCountersAreRows(gateway, upstream);
        streamsBegin(gateway, upstream);
        gateway.terminate();
        gateway.awaitEnd();
      }
      try (GatewayProcess gateway = plan.start()) {
        assertEquals(RUNNING, inDoubt(gateway).size(), "a gateway that was told to end settles");
        assertCountersAreRows(gateway, upstream);
      }
    }
  }

  /** Returns when each has said something, so that it holds more than nothing. */
  private void streamsBegin(GatewayProcess gateway, FakeUpstream upstream) throws IOException {
    upstream.answers(endless());
    for (int i = 0; i < RUNNING; i++) {
      Ask ask = Requests.chatStream("purse");
      RawClient client = gateway.connect();
      clients.add(client);
      client.send(ask).reply(ask).body().exactly(4_000);
    }
    assertTrue(budget(gateway, "purse").at("leased").decimal().signum() > 0);
    assertEquals(RUNNING, budget(gateway, "calls").at("leased").number());
  }

  private static Script endless() {
    List<byte[]> events = Recording.CHAT_STREAM.events();
    return (request, leg) -> {
      leg.head(200, Scripts.chunked(Recording.CHAT_STREAM.contentType()));
      leg.chunk(Recording.join(events.subList(0, 15)));
      while (leg.closedWithin(Duration.ofMillis(5)).isEmpty()) {
        leg.chunk(events.get(16));
      }
    };
  }

  private static Json budget(GatewayProcess gateway, String cap) throws IOException {
    return gateway.see("/admin/budgets").json().at("budgets").elements().stream()
        .filter(budget -> budget.at("cap").text().equals(cap))
        .findFirst()
        .orElseThrow();
  }

  /** Those rows are charged what was held last. */
  private static List<LedgerFile.Row> inDoubt(GatewayProcess gateway) throws Exception {
    List<LedgerFile.Row> rows = gateway.ledger().ask("SELECT * FROM call WHERE state = 'in_doubt'");
    for (LedgerFile.Row row : rows) {
      assertTrue(row.number("cost_nanos") > 0, row::toString);
      assertEquals(row.number("hold_nanos"), row.number("cost_nanos"), row::toString);
    }
    return rows;
  }

  private static void assertCountersAreRows(GatewayProcess gateway, FakeUpstream upstream)
      throws Exception {
    upstream.answers(Scripts.recorded(Recording.CHAT_STREAM));
    Answer answer = gateway.ask(Requests.chatStream("purse")); // so that its counters are asked for
    assertEquals(200, answer.status(), answer::toString);
    gateway.ledger().ended(answer.first("x-tollgate-call-id").orElseThrow());

    LedgerFile.Row rows =
        gateway
            .ledger()
            .ask("SELECT count(*) AS calls, sum(cost_nanos) AS cost FROM call")
            .getFirst();
    Json purse = budget(gateway, "purse");
    Json calls = budget(gateway, "calls");
    assertEquals(rows.number("cost"), nanos(purse.at("spent")), purse::toString);
    assertEquals(rows.number("calls"), calls.at("spent").number(), calls::toString);
    assertEquals(0, purse.at("leased").decimal().signum(), purse::toString);
    assertEquals(0, calls.at("leased").number(), calls::toString);
    Ask verify = Ask.of("POST", "/admin/ledger/verify").with("x-admin-token", gateway.adminToken());
    Json findings = gateway.ask(verify).json();
    assertTrue(findings.at("sound").yes(), findings::toString);
  }

  private static long nanos(Json usd) {
    return usd.decimal().multiply(BigDecimal.valueOf(1_000_000_000)).longValueExact();
  }
}
