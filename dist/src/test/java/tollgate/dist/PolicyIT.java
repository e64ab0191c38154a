package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.LedgerFile;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** Policies on a running gateway, one folder after the other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PolicyIT {
  @TempDir private static Path folder;
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    stand = Stand.in(folder, settings -> settings);
    stand.upstream().answers(Scripts.recorded(Recording.MESSAGES_BODY));
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  /** Saves policies and waits until they are in force. */
  private static void save(String name, String text) throws Exception {
    int before = stand.gateway().output().events("generation.activated").size();
    write(name, text);
    Eventually.holds(
        "the policies are in force",
        () -> stand.gateway().output().events("generation.activated").size() > before);
  }

  private static void write(String name, String text) throws Exception {
    Path policies = Files.createDirectories(folder.resolve("data/policies"));
    Files.writeString(policies.resolve(name), text);
  }

  private static Answer ask(String model) throws Exception {
    return stand.ask(Requests.messages(model));
  }

  @Test
  @Order(1)
  void aSavedPolicyJudgesTheNextCalls() throws Exception {
    Answer before = ask("claude-sonnet-4-5-20250929");
    save(
        "a.js",
        """
        export function decide(call) {
          if (call.model === 'forbidden') {
            return deny('Not this one.', { remedy: 'Take another.' });
          }
          return [clamp({ maxTokens: 7 }), header('x-team', 'red'), warn('Be brief.'), tag('red')];
        }
        """);
    Answer after = ask("claude-sonnet-4-5-20250929");
    Answer refused = ask("forbidden");

    assertEquals(200, before.status(), before::toString);
    assertEquals(List.of(), before.all("x-team"));
    assertEquals(200, after.status(), after::toString);
    assertEquals(List.of("red"), after.all("x-team"));
    assertEquals(List.of("Be brief."), after.all("x-tollgate-warning"));
    assertTrue(
        stand.upstream().last().text().contains("\"max_tokens\":7,"),
        () -> stand.upstream().last().text());
    assertEquals(1, stand.gateway().output().events("policy.warning").size());
    assertTrue(snapshot(after).contains("{\"tag\":\"red\",\"is\":\"true\"}"), snapshot(after));

    assertEquals(403, refused.status(), refused::toString);
    assertTrue(refused.text().contains("Not this one. Take another."), refused::toString);
    LedgerFile.Row row = stand.row(refused);
    assertEquals("refused", row.text("state"));
    assertEquals("policy.denied", row.text("error_code"));
    assertTrue(snapshot(refused).contains("\"denied\":\"a\""), snapshot(refused));
  }

  private static String snapshot(Answer answer) throws Exception {
    long call = stand.row(answer).number("id");
    return stand
        .ledger()
        .ask("SELECT snapshot FROM decision WHERE call = ?", call)
        .getFirst()
        .text("snapshot");
  }

  @Test
  @Order(2)
  void aBrokenFileLeavesThePoliciesBeforeItInForce() throws Exception {
    write("b.js", "export function decide(call) {\n  return deny(;\n}");
    Eventually.holds(
        "the file is refused", () -> !stand.gateway().errors().events("policy.refused").isEmpty());

    Json refused = stand.gateway().errors().events("policy.refused").getFirst();
    assertEquals("b.js", refused.at("file").text());
    assertEquals(2, refused.at("line").number());
    assertEquals("return deny(;", refused.at("excerpt").text());
    assertEquals(403, ask("forbidden").status());
  }

  @Test
  @Order(3)
  void aPolicyThatTakesTooMuchIsSetAsideAndHarmsNoOtherCall() throws Exception {
    save(
        "b.js",
        """
        export const onError = 'open';
        export function decide(call) {
          if (call.model !== 'greedy') return;
          const all = [];
          while (true) all.push(new Array(10000).fill(7));
        }
        """);
    for (int strike = 0; strike < 3; strike++) {
      assertEquals(200, ask("greedy").status());
      assertEquals(200, ask("claude-sonnet-4-5-20250929").status());
    }
    Answer after = ask("greedy");

    assertEquals(200, after.status(), after::toString);
    assertTrue(snapshot(after).contains("it is in quarantine"), snapshot(after));
    assertEquals(1, stand.gateway().errors().events("policy.quarantined").size());
  }

  @Test
  @Order(4)
  void aPolicyChoosesAmongProviders() throws Exception {
    save("b.js", "export const decide = (call) => route({ provider: 'nowhere' });");
    Answer lost = ask("claude-sonnet-4-5-20250929");
    save("b.js", "export const decide = (call) => route({ provider: 'fake', model: 'other' });");
    Answer moved = ask("claude-sonnet-4-5-20250929");

    assertEquals(403, lost.status(), lost::toString);
    assertTrue(lost.text().contains("the provider nowhere, which cannot be done"), lost::toString);
    assertEquals(200, moved.status(), moved::toString);
    assertEquals("other", stand.upstream().last().value("model"));
    assertEquals("other", stand.row(moved).text("routed_model"));
  }

  @Test
  @Order(5)
  void whatASessionSpentIsKnownToItsNextCall() throws Exception {
    save(
        "b.js",
        """
        export const decide = (call) =>
          call.spent({ per: 'day' }) > 0 && deny('spent ' + call.spent({ per: 'day' }), { as: 'budget' });
        """);
    Answer refused = ask("claude-sonnet-4-5-20250929");

    assertEquals(402, refused.status(), refused::toString);
    assertEquals("policy.budget", stand.row(refused).text("error_code"));
  }

  @Test
  @Order(6)
  void anOperatorLooksAfterPoliciesWhileTheGatewayRuns() throws Exception {
    String text = "export const decide = (call) => call.model === 'admin' && deny('by put');";
    String failing = "[{\"name\":\"all\",\"expect\":[{\"warn\":\"x\"}]}]";
    Answer without = stand.ask(put(text, ""));
    Answer failed = change(put(text, failing));
    Answer saved = change(put(text, ""));
    change(mode("b", "off"));
    Answer refused = ask("admin");
    GatewayProcess.Ended explained =
        GatewayProcess.run(
            Map.of(),
            "policy",
            "explain",
            Stand.callId(refused.head()),
            "--data-dir",
            folder.resolve("data").toString());
    change(mode("c", "shadow"));

    assertEquals(403, without.status(), without::toString);
    assertEquals("policy.unusable", failed.json().at("code").text());
    assertEquals(200, saved.status(), saved::toString);
    assertTrue(refused.text().contains("by put"), refused::toString);
    assertTrue(
        explained.output().contains("So it was refused by c."),
        () -> explained.output() + explained.errors());
    assertEquals(200, ask("admin").status());
    assertEquals(200, stand.gateway().see("/admin/policies").status());
  }

  @Test
  @Order(7)
  void aPolicyIsAskedAboutTheCallsOfThePastWhileTheGatewayRuns() throws Exception {
    Path candidate =
        Files.writeString(
            folder.resolve("strict.js"),
            "export const decide = (call) => call.model.startsWith('claude') && deny('no');");
    GatewayProcess.Ended replayed =
        GatewayProcess.run(
            Map.of(),
            "policy",
            "replay",
            "--json",
            "--fail-if",
            "blocked>2",
            candidate.toString(),
            "--data-dir",
            folder.resolve("data").toString());
    Json told = Json.parse(replayed.output()).at("candidates", 0);

    assertEquals(1, replayed.status(), replayed::errors);
    assertTrue(replayed.errors().contains("FAILED strict: blocked>2"), replayed::errors);
    assertTrue(told.at("blocked").number() > 2, replayed::output);
    assertEquals(0, told.at("unknowable").number(), replayed::output);
    assertEquals(400, stand.gateway().see("/admin/replays/7").status());
    assertEquals(403, stand.ask(Ask.post("/admin/replays", "{}")).status());
    assertEquals(400, change(Ask.post("/admin/replays", "{\"since\":\"x\"}")).status());
  }

  private static Ask put(String text, String cases) {
    String body = "{\"text\":\"%s\",\"cases\":\"%s\"}".formatted(text, cases.replace("\"", "\\\""));
    return new Ask("PUT", "/admin/policies/c", List.of(), body.getBytes(StandardCharsets.UTF_8))
        .with("content-type", "application/json");
  }

  private static Ask mode(String policy, String mode) {
    return Ask.post("/admin/policies/" + policy + "/mode", "{\"mode\":\"" + mode + "\"}");
  }

  private static Answer change(Ask ask) throws Exception {
    return stand.ask(ask.with("x-admin-token", stand.gateway().adminToken()));
  }
}
