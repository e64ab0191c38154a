package tollgate.runtime.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.usage.Money;
import tollgate.runtime.problem.PolicyProblem;

class PolicyHostTest {
  @TempDir Path data;
  private Path folder;
  private PolicyHost host;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectory(data.resolve("policies"));
    host = new PolicyHost(folder, data.resolve("modes.json"));
  }

  @AfterEach
  void close() {
    host.close();
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** A policy that returns this expression. */
  private void decide(String name, String expression) throws IOException {
    write(name + ".js", "export function decide(call) {\n  return " + expression + ";\n}\n");
  }

  private PolicySet load() {
    var loaded = host.load(new EmptyPolicySet());
    assertEquals(List.of(), loaded.findings());
    return loaded.set();
  }

  private static Judgement.Admitted admitted(PolicySet set, PolicyFacts facts) {
    return assertInstanceOf(Judgement.Admitted.class, set.judge(facts));
  }

  private static Judgement.Denied denied(PolicySet set, PolicyFacts facts) {
    return assertInstanceOf(Judgement.Denied.class, set.judge(facts));
  }

  @Test
  void withoutPoliciesNothingIsJudged() {
    assertEquals("0", load().generation());
    assertEquals(Orders.NONE, admitted(load(), Facts.of("plow")).orders());
  }

  @Test
  void judgesInTheOrderOfFileNamesAndRecordsWhatWasUsed() throws IOException {
    decide("b", "call.tool.id === 'plow' && deny('Not here.', { remedy: 'Go away.' })");
    decide("a", "[tag('hour', String(call.time.hour)), clamp({ maxTokens: 100 })]");
    PolicySet set = load();

    var other = admitted(set, Facts.of("hoe"));
    assertEquals(Map.of("hour", "12"), other.orders().tags());
    assertEquals(100, other.orders().clamp());
    assertEquals(
        """
        {"policies":"%s","call":{"tags":["a","b"],"maxOutputTokens":500,"messages":3,"tools":2,\
        "promptBytes":400,"bodyBytes":450,"inputTokens":100},\
        "facts":{"time.hour":12,"tool.id":"hoe"},"said":[\
        {"policy":"a","verdicts":[{"tag":"hour","is":"12"},{"clamp":100}],"us":0},\
        {"policy":"b","us":0}]}\
        """
            .formatted(set.generation()),
        other.snapshot().replaceAll("\"us\":\\d+", "\"us\":0"));

    var refused = denied(set, Facts.of("plow"));
    assertEquals(PolicyProblem.POLICY_DENIED, refused.reason().problem());
    assertEquals("Not here.", refused.reason().what());
    assertEquals("Go away.", refused.reason().fix());
    assertTrue(refused.snapshot().contains("\"denied\":\"b\""), refused.snapshot());
  }

  @Test
  void everyFactOfTheShapeCanBeRead() throws IOException {
    decide(
        "all",
        "[warn(JSON.stringify(call).slice(0, 400)), warn(JSON.stringify(call.providers)),"
            + " warn(JSON.stringify([call.spent({ per: 'day' }), call.session]))]");
    var known = new Facts.Known();
    known.spent.put(Spending.DAY, Money.usd("1.5"));
    var orders = admitted(load(), Facts.of("plow", known)).orders();

    assertTrue(orders.warnings().getFirst().startsWith("{\"tool\":{\"id\":\"plow\""));
    assertEquals(
        "[{\"id\":\"local\",\"type\":\"talking\",\"breaker\":\"open\",\"quota\":{\"state\":"
            + "\"unknown\",\"ageSeconds\":null}}]",
        orders.warnings().get(1));
    assertEquals(
        "[1.5,{\"id\":\"s-1\",\"calls\":4,\"steps\":3,\"costUsd\":0.25,\"repetition\":2}]",
        orders.warnings().get(2));
  }

  @Test
  void aMisspeltFactIsAFailureWithItsLine() throws IOException {
    decide("a", "call.modle === 'x' && deny('no')");

    var refused = denied(load(), Facts.of("plow"));

    assertEquals(PolicyProblem.POLICY_FAILED, refused.reason().problem());
    assertTrue(
        refused.reason().what().contains("a.js:2:10: there is no fact call.modle; there is tool"),
        refused.reason().what());
  }

  @Test
  void aMisspeltOptionIsAFailureWithItsLine() throws IOException {
    decide("a", "cap('day', { usdd: 5, per: 'day' })");

    String what = denied(load(), Facts.of("plow")).reason().what();

    assertTrue(what.contains("a.js:2:10: cap: there is no option \"usdd\""), what);
  }

  @Test
  void aFailingPolicyRefusesUnlessItSaysOtherwise() throws IOException {
    write("a.js", "export const onError = 'open';\nexport function decide() { throw 1; }");
    decide("b", "tag('b')");
    PolicySet set = load();

    var passed = admitted(set, Facts.of("plow"));
    assertEquals(Map.of("b", "true"), passed.orders().tags());
    assertTrue(passed.snapshot().contains("\"failed\":\"a.js:2"), passed.snapshot());
    assertEquals(1, host.states(set).getFirst().tally().failures());

    write("a.js", "export function decide() { throw 1; }");
    assertEquals(PolicyProblem.POLICY_FAILED, denied(load(), Facts.of("plow")).reason().problem());
  }

  @Test
  void aShadowIsAskedAndNotObeyed() throws IOException {
    write("a.js", "export const mode = 'shadow';\nexport const decide = () => deny('no');");
    PolicySet set = load();

    var passed = admitted(set, Facts.of("plow"));
    assertTrue(passed.snapshot().contains("\"mode\":\"shadow\",\"verdicts\":[{\"deny\":\"no\"}]"));

    host.choose("a", Mode.ENFORCE);
    PolicySet enforced = load();
    denied(enforced, Facts.of("plow"));
    assertFalse(enforced.generation().equals(set.generation()));
    host.choose("a", Mode.OFF);
    assertEquals(Orders.NONE, admitted(load(), Facts.of("plow")).orders());

    var again = new PolicyHost(folder, data.resolve("modes.json"));
    assertEquals("0", again.load(new EmptyPolicySet()).set().generation(), "it is remembered");
    again.close();
  }

  @Test
  void laterPoliciesSeeWhereTheCallIsRouted() throws IOException {
    decide("a", "call.route === null && route({ provider: 'local', model: 'small' })");
    decide("b", "tag('to', call.route.provider + '-' + call.route.model)");
    decide("c", "route({ provider: 'far' })");

    var judged = admitted(load(), Facts.of("plow"));

    assertEquals("local", judged.orders().route().orElseThrow().provider());
    assertEquals(Map.of("to", "local-small"), judged.orders().tags());
    assertTrue(judged.snapshot().contains("route of c gives way to that of a"));
  }

  @Test
  void whatDoesNotLieInMemoryIsFetchedByTheCallsOwnThread() throws IOException {
    decide(
        "a",
        "call.spent({ per: 'day', by: 'tool' }) >= 5 && call.session.calls > 3 && deny('spent')");
    var known = new Facts.Known();
    known.atHand = false;
    known.spent.put(Spending.DAY_BY_TOOL, Money.usd("5"));

    var refused = denied(load(), Facts.of("plow", known));

    assertEquals("spent", refused.reason().what());
    assertEquals(2, known.fetched);
    assertTrue(refused.snapshot().contains("\"spent.day-by-tool\":5"), refused.snapshot());
  }

  @Test
  void nobodyCountsEverything() throws IOException {
    decide("a", "call.spent({ per: 'month' }) > 5 && deny('spent')");

    String what = denied(load(), Facts.of("plow")).reason().what();

    assertTrue(what.contains("call.spent: what is counted is { per: \"day\" }"), what);
  }

  @Test
  void threeStrikesSetAPolicyAsideUntilItIsReleased() throws IOException {
    write(
        "a.js",
        "export const onError = 'open';\n"
            + "export function decide(call) { while (call.tool.id === 'plow'); }");
    PolicySet set = load();
    for (int i = 0; i < 3; i++) {
      assertFalse(host.states(set).getFirst().quarantined());
      admitted(set, Facts.of("plow"));
    }

    assertTrue(host.states(set).getFirst().quarantined());
    assertTrue(admitted(set, Facts.of("hoe")).snapshot().contains("it is in quarantine"));
    assertTrue(host.release(set, "a"));
    assertFalse(host.release(set, "a"));
    assertFalse(admitted(set, Facts.of("hoe")).snapshot().contains("quarantine"));
  }

  @Test
  void aPolicyWithAMemoryIsFoundOutAndSetAside() throws IOException {
    write(
        "a.js",
        """
        export const onError = 'open';
        let n = 0;
        export const decide = () => tag('n', `${n++}`);
        """);
    PolicySet set = load();
    for (int call = 0; call < 256; call++) {
      admitted(set, Facts.of("plow"));
    }

    assertTrue(host.states(set).getFirst().quarantined());
  }

  @Test
  void aBrokenFileLeavesThePoliciesBeforeItInForce() throws IOException {
    decide("a", "tag('a')");
    PolicySet first = load();
    write("b.js", "export function decide(call) {\n  return deny(;\n}");

    var loaded = host.load(first);

    assertSame(first, loaded.set());
    assertEquals(
        "b.js:2:15: Expected an operand but found ; in: return deny(;",
        loaded.findings().getFirst().text());

    var atStart = host.begin();
    assertEquals(
        PolicyProblem.POLICY_BROKEN, denied(atStart.set(), Facts.of("plow")).reason().problem());

    host.choose("b", Mode.OFF);
    assertEquals(List.of(), host.begin().findings(), "the way out");
  }

  @Test
  void whatDidNotChangeIsUsedOn() throws IOException {
    decide("a", "tag('a')");
    decide("b", "tag('b')");
    PolicySet first = load();
    decide("b", "tag('c')");

    PolicySet second = host.load(first).set();

    assertSame(first.parts().getFirst(), second.parts().getFirst());
    assertFalse(second.parts().contains(first.parts().get(1)));
    assertEquals(first.generation().length(), second.generation().length());
    assertEquals(second.generation(), host.load(second).set().generation());
  }

  @Test
  void modulesComeFromTheFoldersLibOnly() throws IOException {
    write("lib/names.js", "export const here = 'here';");
    write("a.js", "import { here } from './lib/names.js'; export const decide = () => tag(here);");
    assertEquals(Map.of("here", "true"), admitted(load(), Facts.of("plow")).orders().tags());

    Files.writeString(data.resolve("secret.js"), "export const here = 'secret';");
    write("a.js", "import { here } from '../secret.js'; export const decide = () => tag(here);");
    assertTrue(refusal().contains("a.js"), refusal());

    write("a.js", "import { here } from './lib/out.js'; export const decide = () => tag(here);");
    Files.createSymbolicLink(folder.resolve("lib/out.js"), data.resolve("secret.js"));
    assertEquals("lib/out.js: it is no file of this folder; copy it here", refusal());
  }

  private String refusal() {
    return host.load(new EmptyPolicySet()).findings().getFirst().text();
  }

  @Test
  void whatCannotBeAPolicyIsRefused() throws IOException {
    write("Upper.js", "export const decide = () => {};");
    assertTrue(refusal().startsWith("Upper.js: a policy is named in small letters"));
    Files.delete(folder.resolve("Upper.js"));

    write("big.js", "// " + "x".repeat(10 << 20));
    assertEquals("big.js: it is longer than 131072 bytes", refusal());
    Files.delete(folder.resolve("big.js"));

    Files.write(folder.resolve("latin.js"), new byte[] {'/', '/', (byte) 0xe4});
    assertEquals("latin.js: it is not text in UTF-8", refusal());
    Files.delete(folder.resolve("latin.js"));

    write("a.js", "export const mode = 'maybe'; export const decide = () => {};");
    assertEquals(
        "a.js: its mode must be \"enforce\", \"shadow\" or \"off\", not \"maybe\"", refusal());
    write("a.js", "export const onError = true; export const decide = () => {};");
    assertEquals("a.js: its onError must be \"closed\" or \"open\"", refusal());
    write("a.js", "export const choose = () => {};");
    assertEquals("a.js: it exports no function decide", refusal());

    for (int i = 0; i < 101; i++) {
      write("p" + i + ".js", "export const decide = () => {};");
    }
    assertTrue(refusal().endsWith("it holds more than 100 policies"), refusal());
  }

  @Test
  void aDecisionIsShort() throws IOException {
    decide(
        "caps",
        "[cap('openclaw-day', { usd: 5, per: 'day', by: 'tool' }),"
            + " cap('openclaw-session', { usd: 1, per: 'session' })]");
    decide("night", "call.time.hour < 7 && route({ provider: 'local', model: 'small' })");
    decide("models", "call.model.startsWith('l') && !call.key.tags.includes('a') && deny('no')");

    assertTrue(admitted(load(), Facts.of("plow")).snapshot().length() < 700);
  }
}
