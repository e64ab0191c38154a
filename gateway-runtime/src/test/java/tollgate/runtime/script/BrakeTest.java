package tollgate.runtime.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.json.Json;
import tollgate.runtime.script.ScriptFailure.Kind;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrakeTest {
  private static final Script.Exports DECIDE = new Script.Exports("decide", Set.of());

  private static volatile Thread runner = Thread.currentThread();
  private static ScriptHost host;

  @BeforeAll
  static void open() {
    host =
        new ScriptHost(
            ScriptLimits.ORDINARY,
            new ScriptHost.Prelude(
                "const { tell } = globalThis; delete globalThis.tell;"
                    + " globalThis.here = () => tell();",
                Map.of("tell", BrakeTest::here)));
  }

  @AfterAll
  static void close() {
    host.close();
  }

  private static Object here(List<Json> given) {
    runner = Thread.currentThread();
    return true;
  }

  /** Nothing to be asked for. */
  private record Nothing() implements ScriptObject {
    @Override
    public List<String> members() {
      return List.of();
    }

    @Override
    public Object member(String name) {
      throw new IllegalArgumentException("there is no " + name);
    }
  }

  private static String said(String body) throws ScriptFailure {
    String text = "export function decide(call) {\n" + body + "\n}";
    try (Script script =
        host.load(new ScriptSource("a.js", text, Map.of()), DECIDE, new Nothing())) {
      return host.run("a", desk -> desk.call(script, new Nothing())) instanceof Said.Data(var data)
          ? Json.encode(data)
          : "";
    }
  }

  private static ScriptFailure failure(String body) {
    return assertThrows(ScriptFailure.class, () -> said(body));
  }

  @Test
  void functionsCallOneAnotherOnlySoDeepAndACallerCanGoOn() throws Exception {
    String deep = "const f = (n) => n === 0 ? 0 : 1 + f(n - 1);";

    String again = " for (let i = 0; i < 3; i++) { try { f(250); } catch (e) {} }";

    assertEquals("198", said(deep + " return f(198);"));
    assertEquals("198", said(deep + again + " return f(198);"));
    ScriptFailure refused = failure(deep + again + " return f(199);");
    assertEquals("its functions call one another more than 200 deep", refused.getMessage());
    assertEquals("a.js:2:36", refused.place().toString());
  }

  /**
   * Each calls itself on both ways out of where the stack ends: two to the power of its depth
   * times. One that went on would keep its thread from ever resting.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "finally     | const f = () => { try { f(); } finally { f(); } }; f();",
        "catch       | const f = () => { try { f(); } catch (e) { f(); } }; f();",
        "two         | const f = () => { try { g(); } finally { g(); } }; const g = () => f();"
            + " f();",
        "getter      | const o = { get x() { try { return o.x; } finally { o.x; } } }; o.x;",
        "proxy       | const p = new Proxy({}, { get() { try { p.x; } finally { p.x; } } }); p.x;",
        "constructor | class A { constructor() { try { new A(); } finally { new A(); } } } new"
            + " A();",
        "sort        | const f = () => { try { [2, 1].sort(f); } finally { [2, 1].sort(f); } };"
            + " f();",
        "generator   | function* g() { try { yield* g(); } finally { yield* g(); } } [...g()];",
        "in a loop   | const f = () => { try { f(); } finally { f(); } };"
            + " for (;;) { try { f(); } catch (e) {} finally { continue; } }"
      })
  void aScriptThatCallsItselfOnEveryWayOutOfItselfLeavesNoBusyThread(String name, String body)
      throws Exception {
    ScriptFailure cut = failure("here(); " + body);

    assertTrue(Set.of(Kind.TIME, Kind.MEMORY, Kind.STATEMENTS).contains(cut.kind()), cut::toString);
    while (runner.getState() != Thread.State.WAITING && runner.isAlive()) {
      Thread.onSpinWait();
    }
    assertEquals("1", said("return 1;"));
  }
}
