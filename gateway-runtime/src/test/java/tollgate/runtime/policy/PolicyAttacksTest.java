package tollgate.runtime.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.script.Script;

/**
 * What a policy may try against the gateway and against other policies. Each attack fails its own
 * call, which is told policy, line and reason; the calls beside it notice nothing. Ways to the host
 * are tried one by one in {@code ScriptHostTest}.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PolicyAttacksTest {
  /** A line within what the attack's file holds. */
  private static final Pattern PLACE = Pattern.compile("attack\\.js:[1-4]:\\d+: ");

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

  private PolicySet load(String attack) throws IOException {
    return load(attack, new EmptyPolicySet());
  }

  private PolicySet load(String attack, PolicySet before) throws IOException {
    Files.writeString(
        folder.resolve("attack.js"),
        "export function decide(call) {\n  if (call.tool.id !== 'bad') return tag('well');\n"
            + attack
            + "\n}\n");
    Files.writeString(
        folder.resolve("beside.js"), "export const decide = (call) => tag('beside', `${[1, 2]}`);");
    var loaded = host.load(before);
    assertEquals(List.of(), loaded.findings());
    return loaded.set();
  }

  private static void isWell(PolicySet set) {
    var admitted = assertInstanceOf(Judgement.Admitted.class, set.judge(Facts.of("good")));
    assertEquals(Map.of("well", "true", "beside", "1,2"), admitted.orders().tags());
  }

  /** The attack stands in line 3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "java by type       | Java.type('java.lang.System').exit(1);                 | attack.js:3",
        "java by package    | java.lang.Runtime.getRuntime().halt(1);                | attack.js:3",
        "constructors       | [].constructor.constructor('return 1')();              | attack.js:3",
        "fact constructor   | call.tool.constructor.constructor('return this')();    | attack.js:3",
        "prototype          | Array.prototype.toString = () => 'owned';              | attack.js:3",
        "prototype by chain | call.key.tags.__proto__.find = () => 'owned';          | attack.js:3",
        "vocabulary         | tag.call = 1;                                          | attack.js:3",
        "global             | globalThis.tag = () => deny('owned');                  | attack.js:3",
        "facts              | call.tool.id = 'good';                                 | attack.js:3",
        "clock              | return deny(String(new Date()));                       | attack.js:3",
        "chance             | return deny(String(Math.random()));                    | attack.js:3"
      })
  void reachingForTheHostFailsTheCallWithPolicyPlaceAndReason(
      String name, String attack, String told) throws IOException {
    fails(name, attack, told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "throwing getter    | return { get verdict() { throw new Error('boo'); } };  | boo",
        "lying getter       | return { get verdict() { return 'deny'; }, given: [] }; | must"
            + " return",
        "forged verdict     | return { verdict: 'deny', given: ['forged'] };         | must return",
        "forged in a list   | return [{ verdict: 'warn', given: ['forged'] }];       | must return",
        "thenable           | return { then(done) { done(1); } };                    | a promise",
        "promise            | return Promise.resolve(tag('x'));                      | a promise",
        "async              | return (async () => tag('x'))();                       | a promise",
        "generator          | return (function* () { yield tag('x'); })();           | must return",
        "function           | return () => tag('x');                                 | a function",
        "symbol             | return Symbol('x');                                    | plain data",
        "proxy              | return new Proxy({}, { get() { throw 'boo'; } });      | attack.js",
        "cyclic             | const a = [tag('x')]; a.push(a); return a;             | plain data",
        "many verdicts      | return Array(33).fill(tag('x'));                       | 33 verdicts",
        "endless verdicts   | return Array(5000).fill(0).map(() => tag('x'));        | 1000 times",
        "endless list       | return Array(5000).fill(false);                        | 1000 values",
        "endless tags       | return Array(5000).fill(tag('x'));                     | 1000 values",
        "huge sentence      | return deny('x'.repeat(5000));                         | 5000"
            + " characters",
        "not finite         | return clamp({ maxTokens: Infinity });                 | not finite",
        "no number          | return cap('a', { usd: 0 / 0, per: 'day' });           | not finite",
        "header injection   | return header('x-a', 'b\\r\\nset-cookie: c');            | printable",
        "throws null        | throw null;                                            | attack.js:3",
        "endless loop       | while (true) {}                                        | too",
        "endless recursion  | const f = () => f(); f();                              | attack.js",
        "memory             | const a = []; while (true) a.push(Array(1e4).fill(1)); | too",
        "strings            | let s = 'x'; while (true) s += s;                      | attack.js",
        "buffers            | new ArrayBuffer(2 ** 40);                              | attack.js:3",
        "regular expression | /(a+)+$/.test('a'.repeat(30) + 'b'); while (true) {}   | too",
        "iterator           | [...{ *[Symbol.iterator]() { while (true) yield 1; } }]; | too",
        "finally recursion  | const f = () => { try { f(); } finally { f(); } }; f(); | too",
        "catch recursion    | const f = () => { try { f(); } catch (e) { f(); } }; f(); | too",
        "deaf loop          | for (;;) { try { for (;;) {} } finally { continue; } } | too"
      })
  void oddAnswersAndGreedFailTheCallWithPolicyAndReason(String name, String attack, String told)
      throws IOException {
    fails(name, attack, told);
  }

  private void fails(String name, String attack, String told) throws IOException {
    PolicySet set = load(attack);
    isWell(set);

    var refused = assertInstanceOf(Judgement.Denied.class, set.judge(Facts.of("bad")), name);

    assertEquals(PolicyProblem.POLICY_FAILED, refused.reason().problem());
    String what = refused.reason().what();
    assertTrue(what.startsWith("The policy \"attack\" failed"), what);
    assertTrue(PLACE.matcher(what).find(), "no line is told: " + what);
    assertTrue(what.contains(told), what);
    isWell(set);
  }

  @Test
  void nothingIsKeptFromOneCallForAnother() throws IOException {
    PolicySet set = load("call.secret = 1;");
    set.judge(Facts.of("bad"));
    Files.writeString(
        folder.resolve("attack.js"),
        "export const decide = (call) => tag('well', String(typeof globalThis.kept));");

    var after =
        assertInstanceOf(Judgement.Admitted.class, host.load(set).set().judge(Facts.of("good")));

    assertEquals("undefined", after.orders().tags().get("well"));
  }

  @Test
  void aFolderOfTenThousandFilesIsRefusedAndThePoliciesBeforeItStay() throws IOException {
    PolicySet set = load("return;");
    for (int i = 0; i < 10_000; i++) {
      Files.createFile(folder.resolve("p" + i + ".js"));
    }

    var loaded = host.load(set);

    assertEquals(set, loaded.set());
    assertTrue(loaded.findings().getFirst().text().endsWith("more than 100 policies"));
    isWell(loaded.set());
  }

  @Test
  void twoSpellingsOfOneNameAreNotTwoPolicies() throws IOException {
    load("return;");
    Files.writeString(folder.resolve("Attack.js"), "export const decide = () => tag('other');");
    Files.writeString(folder.resolve("attack.mjs"), "export const decide = () => tag('other');");

    var findings = host.load(new EmptyPolicySet()).findings();

    assertEquals(
        List.of("Attack.js", "attack.mjs"), findings.stream().map(Finding::file).sorted().toList());
  }

  /** The harshest way to swap: what is replaced is closed at once, under the calls that use it. */
  @Test
  void callsThatRunWhilePoliciesAreSwappedAllGetAnAnswer() throws Exception {
    var inForce = new AtomicReference<>(load("return;"));
    var due = new Semaphore(0);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 4; i++) {
        running.add(callers.submit(() -> judgedWell(inForce, due)));
      }
      for (int swap = 0; swap < 60; swap++) {
        PolicySet before = inForce.get();
        due.release(20); // while the next policies are made
        PolicySet after = load("return '" + swap + "';", before);
        due.release(40); // while they take the place of those before, and these are closed
        inForce.set(after);
        close(before, after);
      }
      for (Future<Integer> each : running) {
        assertEquals(60 * 60 / 4, each.get());
      }
    }
  }

  /** Asks once for each permit; four callers share sixty for each of sixty swaps. */
  private static int judgedWell(AtomicReference<PolicySet> inForce, Semaphore due)
      throws InterruptedException {
    int judged = 0;
    while (judged < 60 * 60 / 4) {
      due.acquire();
      isWell(inForce.get());
      judged++;
    }
    return judged;
  }

  private static void close(PolicySet before, PolicySet after) {
    for (AutoCloseable part : before.parts()) {
      if (part instanceof Script script && !after.parts().contains(part)) {
        script.close();
      }
    }
  }
}
