package tollgate.runtime.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.json.Json;
import tollgate.runtime.script.ScriptFailure.Kind;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScriptHostTest {
  private static final ScriptLimits LIMITS =
      new ScriptLimits(
          ScriptLimits.ORDINARY.run(), ScriptLimits.ORDINARY.load(), 1_000_000, 2, 256);
  private static final Script.Exports DECIDE = new Script.Exports("decide", Set.of("mode"));

  private static volatile CountDownLatch deafened = new CountDownLatch(0);
  private static ScriptHost host;

  private static void awaitQuietly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException deaf) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @BeforeAll
  static void open() {
    host =
        new ScriptHost(
            LIMITS,
            new ScriptHost.Prelude(
                """
                const { tell } = globalThis;
                delete globalThis.tell;
                globalThis.greet = (who) => 'hello ' + who;
                globalThis.ask = (what) => tell(what);
                """,
                Map.of("tell", ScriptHostTest::tell)));
  }

  @AfterAll
  static void close() {
    host.close();
  }

  private static Object tell(List<Json> given) {
    Json question = given.getFirst();
    if (question.equals(Json.text("wait"))) {
      awaitQuietly(deafened);
    }
    if (question.equals(Json.text("nonsense"))) {
      throw new IllegalArgumentException("that makes no sense");
    }
    return Json.encode(question);
  }

  private static Script load(String body, Map<String, String> library) throws ScriptFailure {
    return host.load(new ScriptSource("a.js", body, library), DECIDE, new Facts());
  }

  /** A tool with an id, and members that count how often they are asked for. */
  private static final class Facts implements ScriptObject {
    private final List<String> asked = new ArrayList<>();
    private final int number;

    Facts() {
      this(7);
    }

    Facts(int number) {
      this.number = number;
    }

    @Override
    public List<String> members() {
      return List.of("tool", "number", "list", "absent", "spent");
    }

    @Override
    public Object member(String name) {
      asked.add(name);
      return switch (name) {
        case "tool" -> "openclaw";
        case "number" -> number;
        case "list" -> List.of("a", "b");
        case "spent" ->
            (ScriptFunction)
                given -> {
                  if (given.isEmpty()) {
                    throw new IllegalArgumentException("spent of what?");
                  }
                  return Json.encode(given.getFirst());
                };
        case "absent" -> null;
        default -> throw new IllegalArgumentException("there is no " + name);
      };
    }
  }

  private static Json run(String body, Map<String, String> library) throws ScriptFailure {
    try (Script script = load(body, library)) {
      return call(script, new Facts());
    }
  }

  private static Json call(Script script, Facts facts) throws ScriptFailure {
    return data(host.run("a", desk -> desk.call(script, facts)));
  }

  private static Json data(Said said) {
    return switch (said) {
      case Said.Data(var value) -> value;
      case Said.Own(var object) -> Json.text(object.toString());
      case Said.Several(var items) ->
          new Json.Arr(items.stream().map(ScriptHostTest::data).toList());
    };
  }

  private static Json decide(String body) throws ScriptFailure {
    return run("export function decide(call) {\n" + body + "\n}", Map.of());
  }

  private static String said(String body) throws ScriptFailure {
    return Json.encode(decide(body));
  }

  private static ScriptFailure failure(String body) {
    return assertThrows(ScriptFailure.class, () -> decide(body));
  }

  @Test
  void aScriptReadsFactsAndAnswersInPlainData() throws Exception {
    assertEquals(
        "{\"tool\":\"openclaw\",\"n\":8,\"half\":0.5,\"list\":[\"a\",\"b\"],\"absent\":null}",
        said(
            "return {tool: call.tool, n: call.number + 1, half: 0.5, list: [...call.list],"
                + " absent: call.absent ?? null};"));
    assertEquals("null", said("return;"));
    assertEquals("\"hello you\"", said("return greet('you');"));
    assertEquals("\"{\\\"usd\\\":5}\"", said("return call.spent({usd: 5});"));
    assertEquals(
        "[\"tool\",\"number\",\"list\",\"absent\",\"spent\"]", said("return Object.keys(call);"));
  }

  @Test
  void aFactIsAskedForOnceAndOnlyWhenItIsRead() throws Exception {
    var facts = new Facts();
    String body = "export function decide(call) { return call.tool + call.tool + call.tool; }";
    try (Script script = load(body, Map.of())) {
      host.run("a", desk -> desk.call(script, facts));
    }
    assertEquals(List.of("tool"), facts.asked);
  }

  @Test
  void modulesAreImportedFromTheShelfOnly() throws Exception {
    var library =
        Map.of(
            "lib/a.js", "import { two } from './b.js'; export const one = two - 1;",
            "lib/b.js", "export const two = 2;");
    String body = "import { one } from './lib/a.js'; export function decide() { return one; }";
    assertEquals("1", Json.encode(run(body, library)));

    for (String path :
        List.of(
            "./lib/c.js",
            "../lib/a.js/../../etc/passwd",
            "/etc/passwd",
            "file:///etc/passwd",
            "http://localhost/x.js",
            "./lib",
            "fs",
            "java:java.lang.System")) {
      ScriptFailure refused =
          assertThrows(
              ScriptFailure.class,
              () -> run("import x from '" + path + "'; export function decide() {}", library),
              path);
      assertEquals(Kind.BROKEN, refused.kind(), refused.getMessage());
    }
  }

  @Test
  void aBrokenScriptIsRefusedWithPlaceAndExcerpt() {
    ScriptFailure broken = failure("return deny(;");

    assertEquals(Kind.BROKEN, broken.kind());
    assertEquals("a.js:2:13", broken.place().toString());
    assertEquals("return deny(;", broken.place().excerpt());
  }

  @Test
  void aScriptWithoutTheFunctionIsRefused() {
    ScriptFailure broken =
        assertThrows(ScriptFailure.class, () -> run("export const decide = 5;", Map.of()));
    assertEquals(Kind.BROKEN, broken.kind());
    assertEquals("it exports no function decide", broken.getMessage());
  }

  @Test
  void whatIsThrownIsToldWithItsPlace() {
    ScriptFailure thrown = failure("throw new Error('no such tool');");

    assertEquals(Kind.THREW, thrown.kind());
    assertEquals("Error: no such tool", thrown.getMessage());
    assertEquals(2, thrown.place().line());
    assertEquals("spent of what?", failure("return call.spent();").getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return () => 1;                                        | a function",
        "return class A {};                                     | a function",
        "return Promise.resolve(1);                             | a promise",
        "return {then: 1};                                      | a promise",
        "return 0 / 0;                                          | a number that is not finite",
        "return Infinity;                                       | a number that is not finite",
        "return 'x'.repeat(5000);                               | a text of 5000 characters",
        "return Array(2000).fill(0);                            | more than 1000 values",
        "const a = []; a.push(a); return a;                     | more than 8 values within",
        "return [call.spent];                                   | a function",
        "return Symbol('x');                                    | something that is not plain"
      })
  void onlyALittlePlainDataComesOut(String body, String words) {
    ScriptFailure odd = failure(body);

    assertEquals(Kind.THREW, odd.kind());
    assertTrue(odd.getMessage().contains(words), odd.getMessage());
    assertTrue(odd.place().line() > 0, "it says in which line the function stands");
  }

  /** Each is an expression that must throw. */
  private static final List<String> WAYS_OUT =
      List.of(
          "Java.type('java.lang.System')",
          "Packages.java.lang.System",
          "java.lang.System",
          "Polyglot.import('x')",
          "Polyglot.eval('js', '1')",
          "Graal.versionECMAScript",
          "load('/etc/passwd')",
          "loadWithNewGlobal('x')",
          "print('x')",
          "console.log('x')",
          "read('/etc/passwd')",
          "quit()",
          "eval('1')",
          "new Function('return 1')()",
          "(function () {}).constructor('return 1')()",
          "(async function () {}).constructor('return 1')()",
          "(function* () {}).constructor('return 1')()",
          "[].constructor.constructor('return 1')()",
          "call.constructor.constructor('return 1')()",
          "call.spent.constructor('return 1')()",
          "call.getClass()",
          "call.tool.getClass()",
          "call.list.getClass()",
          "call.tool.constructor.constructor('return 1')()",
          "new Date()",
          "Date.now()",
          "Math.random()",
          "new Intl.DateTimeFormat().format()",
          "performance.now()",
          "new WeakRef({}).deref()",
          "new FinalizationRegistry(() => 1)",
          "new SharedArrayBuffer(1)",
          "Atomics.wait()",
          "setTimeout(() => 1, 1)",
          "fetch('http://localhost')",
          "require('fs')",
          "process.env",
          "globalThis.kept = 1",
          "Object.prototype.evil = 1",
          "Array.prototype.push = () => 1",
          "Object.setPrototypeOf(Object.prototype, {})",
          "Object.defineProperty(Array.prototype, 'x', {value: 1})",
          "JSON.parse = () => 1",
          "String.prototype.trim = null",
          "Math.max = () => 1",
          "Promise.prototype.then = 1",
          "(function* () {}).prototype.__proto__.next = 1",
          "[][Symbol.iterator]().__proto__.next = 1",
          "greet = 1",
          "greet.x = 1",
          "call.tool = 'other'",
          "delete call.tool",
          "call.list[0] = 'x'",
          "call.list.push('x')",
          "Object.defineProperty(call, 'tool', {value: 1})",
          "Object.setPrototypeOf(call, {})",
          "(() => { throw null; })()",
          "(() => { throw {get message() { throw 1; }}; })()",
          "({get a() { throw new Error('x'); }}).a",
          "undefinedName");

  @Test
  void thereIsNoWayOut() throws Exception {
    var ways = new StringBuilder();
    WAYS_OUT.forEach(way -> ways.append("(call) => (").append(way).append("),\n"));
    String body =
        "const ways = [\n"
            + ways
            + "];\nexport function decide(call) { return String(ways[call.number](call)); }";
    try (Script script = load(body, Map.of())) {
      for (int way = 0; way < WAYS_OUT.size(); way++) {
        var facts = new Facts(way);
        ScriptFailure refused =
            assertThrows(
                ScriptFailure.class,
                () -> host.run("a", desk -> desk.call(script, facts)),
                WAYS_OUT.get(way));
        assertEquals(Kind.THREW, refused.kind(), refused.getMessage());
        assertEquals("a.js", refused.place().file());
        assertTrue(refused.place().line() > 0, WAYS_OUT.get(way));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "while (true) {}                                                       | STATEMENTS TIME",
        "while (true) { try { throw 1; } catch (e) {} }                        | STATEMENTS TIME"
            + " MEMORY",
        "for (;;) { try { for (;;) {} } finally { continue; } }                | STATEMENTS TIME",
        "const f = () => f(); return f();                                      | THREW MEMORY",
        "const a = []; while (true) a.push(new Array(10000).fill(7));          | MEMORY TIME"
            + " STATEMENTS",
        "let s = 'x'; while (true) s += s;                                     | MEMORY THREW TIME",
        "new ArrayBuffer(2 ** 33)                                              | THREW MEMORY",
        "return Array(2 ** 31).join('x');                                      | THREW MEMORY TIME",
        "const m = new Map(); for (let i = 0; ; i++) m.set(i, {i});            | MEMORY TIME"
            + " STATEMENTS",
        "[...{*[Symbol.iterator]() { while (true) yield 1; }}]                 | MEMORY TIME"
            + " STATEMENTS",
        "new Proxy({}, {get(t, k, r) { return r[k]; }}).x                      | THREW MEMORY TIME",
        "JSON.stringify({toJSON() { return this.toJSON(); }})                  | THREW MEMORY TIME",
        "return {get usd() { while (true) {} }};                               | STATEMENTS TIME",
        "return [...Array(900).keys()].map(i => ({get a() { return 'x'.repeat(4e6); }})); | MEMORY"
            + " THREW TIME"
      })
  void whatTakesTooMuchIsCutOffAndNobodyElseNotices(String body, String kinds) throws Exception {
    ScriptFailure cut = failure(body);

    assertTrue(kinds.contains(cut.kind().name()), () -> cut.kind() + ": " + cut.getMessage());
    assertTrue(cut.place().line() > 0, () -> cut.place() + ": " + cut.getMessage());
    assertEquals("1", said("return 1;"));
  }

  @Test
  void aScriptThatDoesNotListenIsLeftBehindWithItsThread() throws Exception {
    int lost = host.lost();
    try (Script script =
        load("export function decide(call) { return call.number < 9 || ask('wait'); }", Map.of())) {
      deafened = new CountDownLatch(1);
      ScriptFailure cut =
          assertThrows(
              ScriptFailure.class, () -> host.run("a", desk -> desk.call(script, new Facts(9))));

      assertEquals(Kind.TIME, cut.kind(), cut.getMessage());
      assertEquals(lost + 1, host.lost());
      assertEquals("true", Json.encode(call(script, new Facts(1))));
    } finally {
      deafened.countDown();
    }
  }

  @Test
  void bigIntegersAreRefusedForNobodyCouldStopThem() {
    ScriptFailure refused = failure("const s = 'x';\n  return String(1n << 1000000000n);");

    assertEquals(Kind.BROKEN, refused.kind());
    assertEquals("a.js:3:17", refused.place().toString());
    assertEquals("there are no big integers here, and 1n looks like one", refused.getMessage());
  }

  @Test
  void aRegularExpressionThatBacktracksWithoutEndElsewhereDoesNotHere() throws Exception {
    assertEquals("false", said("return /^(a+)+$/.test('a'.repeat(40) + 'b');"));
  }

  @Test
  void aScriptThatWasCutOffIsGoodForTheNextCall() throws Exception {
    String body =
        "let calls = 0; export function decide(call) { if (calls++ % 2 === 0) while (true) {}"
            + " return calls; }";
    try (Script script = load(body, Map.of())) {
      for (int i = 0; i < 8; i++) {
        try {
          host.run("a", desk -> desk.call(script, new Facts()));
        } catch (ScriptFailure cut) {
          assertTrue(List.of(Kind.TIME, Kind.STATEMENTS).contains(cut.kind()), cut.getMessage());
        }
      }
    }
    assertEquals("1", said("return 1;"));
  }

  @Test
  void anEndlessModuleIsRefusedWhenItIsLoaded() {
    ScriptFailure cut =
        assertThrows(
            ScriptFailure.class,
            () -> run("while (true) {}\nexport function decide() {}", Map.of()));
    assertTrue(List.of(Kind.TIME, Kind.STATEMENTS).contains(cut.kind()), cut.getMessage());
  }

  @Test
  void scriptsDoNotSeeOneAnother() throws Exception {
    String writes = "let kept = 0; export function decide() { kept = 1; return kept; }";
    String reads = "export function decide() { return typeof kept; }";
    try (Script one = load(writes, Map.of());
        Script two = load(reads, Map.of())) {
      assertEquals("1", Json.encode(call(one, new Facts())));
      assertEquals("\"undefined\"", Json.encode(call(two, new Facts())));
    }
  }

  @Test
  void manyCallersShareFewWorkers() throws Exception {
    String body = "export function decide(call) { return call.number; }";
    try (Script script = load(body, Map.of());
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Json>>();
      for (int i = 0; i < 200; i++) {
        answers.add(callers.submit(() -> call(script, new Facts())));
      }
      for (Future<Json> answer : answers) {
        assertEquals("7", Json.encode(answer.get()));
      }
    }
  }
}
