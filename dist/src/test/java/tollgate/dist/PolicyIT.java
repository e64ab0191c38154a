package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Commands;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.Guide;
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
  private static String openClaw = "";

  @BeforeAll
  static void start() throws Exception {
    int now = OffsetDateTime.now(ZoneOffset.UTC).getHour();
    var night = ZoneOffset.ofHours(now > 15 ? 3 - now + 24 : 3 - now);
    stand = Stand.in(folder, "-Duser.timezone=GMT" + night, settings -> settings);
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
        Commands.run(
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
    Json audit = stand.gateway().see("/admin/audit?action=policy.&limit=3").json().at("entries");
    assertEquals("policy.used", audit.at(0, "action").text(), audit::toString);
    assertTrue(audit.at(0, "detail").text().endsWith(", shadow"), audit::toString);
    assertEquals("policy.saved", audit.at(2, "action").text(), audit::toString);
    assertEquals("c", audit.at(2, "subject").text(), audit::toString);
    assertTrue(audit.at(2, "detail").text().matches("none -> [0-9a-f]{16,64}"), audit::toString);
  }

  @Test
  @Order(7)
  void aPolicyIsAskedAboutTheCallsOfThePastWhileTheGatewayRuns() throws Exception {
    Path candidate =
        Files.writeString(
            folder.resolve("strict.js"),
            "export const decide = (call) => call.model.startsWith('claude') && deny('no');");
    GatewayProcess.Ended replayed =
        Commands.run(
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

  /** The gateway's clock stands between three and four in its zone. */
  @Test
  @Order(8)
  void theCommandsOfTheGuideDoWhatItSaysAndTextsComeBack() throws Exception {
    for (String other : List.of("a", "b", "c")) {
      assertEquals(200, change(Ask.of("DELETE", "/admin/policies/" + other)).status());
    }
    Guide guide = Guide.page("policies.md");
    String night = guide.blocks("js").getFirst();
    String cases = guide.blocks("json").getFirst();
    String byDay = "[" + cases.substring(cases.lastIndexOf("{ \"name\""));
    var ran = new TreeSet<String>();

    assertTrue(policy(ran, "new", "dawn").getFirst().endsWith("dawn.js and its cases."));
    assertEquals(200, change(Ask.of("DELETE", "/admin/policies/dawn")).status());
    write("night.cases.json", byDay);
    save("night.js", night);
    assertEquals(List.of("enforce  night"), policy(ran, "list"));
    assertEquals(List.of("All 1 policies can be used."), policy(ran, "check"));
    policy(ran, "mode", "night", "enforce");
    String later = cases.replace("rests", "sleeps");
    Answer put = change(put("night", night.replace("rests", "sleeps"), later));
    assertEquals(List.of(), put.json().at("coverage", "missed").elements(), put::toString);
    assertTrue(put.json().at("coverage", "all").number() > 0, put::toString);
    assertEquals("sleeps", refused());

    var shown = new ArrayDeque<>(guide.typed());
    write("night.cases.json", byDay);
    assertEquals(shown.peek().output(), policy(ran, shown.remove()));
    write("night.cases.json", later);
    shows(ran, shown.remove());
    assertEquals(night.lines().toList(), policy(ran, shown.remove()));
    int before = activated();
    shows(ran, shown.remove());
    Eventually.holds("the first text is in force", () -> activated() > before);
    assertEquals("rests", refused());
    shows(ran, shown.remove());
    shows(ran, shown.remove());
    assertEquals(guide.named("policy"), ran);

    Answer back = change(Ask.post("/admin/policies/night/rollback", "{\"version\":2}"));
    assertEquals(200, back.status(), back::toString);
    assertEquals("sleeps", refused());
    Json versions = stand.gateway().see("/admin/policies/night/versions").json();
    assertTrue(versions.at(0, "in_force").yes(), versions::toString);
    Json second = stand.gateway().see("/admin/policies/night/versions/2").json();
    assertTrue(second.at("text").text().contains("sleeps"), second::toString);
    assertEquals(404, stand.gateway().see("/admin/policies/night/versions/99").status());
  }

  private static int activated() {
    return stand.gateway().output().events("generation.activated").size();
  }

  /** What OpenClaw is told that it does. */
  private static String refused() throws Exception {
    Answer answer =
        stand.ask(
            Ask.post(
                "/v1/messages",
                """
                {"model":"claude-sonnet-4-5-20250929","max_tokens":9,"system":"<!-- openclaw:x -->",
                 "messages":[{"role":"user","content":"Go on."}]}\
                """));
    assertEquals(403, answer.status(), answer::toString);
    openClaw = Stand.callId(answer.head());
    return answer.text().replaceAll("(?s).*OpenClaw (\\w+) at night.*", "$1");
  }

  private static void shows(Set<String> ran, Guide.Shown shown) throws Exception {
    List<String> seen = Guide.timeless(policy(ran, shown));
    List<String> told = Guide.timeless(shown.output());
    boolean more = told.contains("…");
    List<String> wanted = more ? told.subList(0, told.indexOf("…")) : told;
    assertEquals(
        wanted, more && seen.size() > wanted.size() ? seen.subList(0, wanted.size()) : seen);
  }

  private static List<String> policy(Set<String> ran, Guide.Shown shown) throws Exception {
    assertEquals("policy", shown.arguments().getFirst());
    return policy(
        ran,
        shown.arguments().stream()
            .skip(1)
            .map(word -> word.matches("[0-9a-z]{26}") ? openClaw : word)
            .map(word ->
                word.endsWith(".js")
                    ? folder.resolve("data/policies").resolve(word).toString()
                    : word)
            .toArray(String[]::new));
  }

  /** The lines that a command prints which does what it was told. */
  private static List<String> policy(Set<String> ran, String... arguments) throws Exception {
    ran.add(arguments[0]);
    var words = new ArrayList<>(List.of("policy"));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--data-dir", folder.resolve("data").toString()));
    GatewayProcess.Ended ended = Commands.run(words.toArray(String[]::new));
    assertEquals(0, ended.status(), () -> ended.output() + ended.errors());
    return ended.output().lines().toList();
  }

  private static Ask put(String text, String cases) {
    return put("c", text, cases);
  }

  private static Ask put(String name, String text, String cases) {
    String body = "{\"text\":\"%s\",\"cases\":\"%s\"}".formatted(quoted(text), quoted(cases));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Ask("PUT", "/admin/policies/" + name, List.of(), bytes)
        .with("content-type", "application/json");
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static Ask mode(String policy, String mode) {
    return Ask.post("/admin/policies/" + policy + "/mode", "{\"mode\":\"" + mode + "\"}");
  }

  private static Answer change(Ask ask) throws Exception {
    return stand.ask(ask.with("x-admin-token", stand.gateway().adminToken()));
  }
}
