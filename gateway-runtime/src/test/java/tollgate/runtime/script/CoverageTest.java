package tollgate.runtime.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CoverageTest {
  private static ScriptHost host;

  @BeforeAll
  static void open() {
    host = new ScriptHost(ScriptLimits.ORDINARY, ScriptHost.Prelude.NONE);
  }

  @AfterAll
  static void close() {
    host.close();
  }

  /** A number to decide by. */
  private record Numbered(int n) implements ScriptObject {
    @Override
    public List<String> members() {
      return List.of("n");
    }

    @Override
    public Object member(String name) {
      return n;
    }
  }

  private static Coverage.Report covered(String body, int... numbers) throws ScriptFailure {
    String text = "export function decide(call) {\n" + body + "\n}";
    var source = new ScriptSource("c.js", text, Map.of());
    try (Coverage coverage = host.cover(source);
        Script script =
            host.load(source, new Script.Exports("decide", Set.of()), new Numbered(0))) {
      coverage.forget();
      for (int n : numbers) {
        host.run("a", desk -> desk.call(script, new Numbered(n)));
      }
      return coverage.report();
    }
  }

  /** What a call with n = 0 misses, and what one more with n = 1 takes of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '^',
      value = {
        "if (call.n) return 1;                                  § 2:13 what the if guards",
        "if (call.n) { return 1; } return 2;                    § 2:15 what the if guards",
        "if (call.n) return 1; else return 2;                   § 2:13 what the if guards",
        "if (!call.n) return 1; else return 2;                  § 2:29 the else",
        "if (!call.n) return 1; else if (call.n) { return 2; }  § 2:29 the else",
        "if (!call.n) { return [1]; } return 2;                 § 2:1 going past the if",
        "return call.n ? 1 : 2;                                 § 2:17 the value before the colon",
        "return call.n ? `a${call.n}b` : 'x?:';                 § 2:17 the value before the colon",
        "return call.n ? { a: 1 } : [2];                        § 2:17 the value before the colon",
        "return call.n ? (call.n ? 1 : 3) : 2;                  § 2:18 the value before the colon",
        "return !call.n ? 1 : -2;                               § 2:22 the value behind the colon",
        "return !call.n ? 1 : !call.n;                          § 2:22 the value behind the colon",
        "return call.n && 'a';                                  § 2:18 the right side of &&",
        "return call.n && ((call.n + 1));                       § 2:20 the right side of &&",
        "return !call.n || /[/]&&/.test('a');                   § 2:19 the right side of ||",
        "const a = call.n ? [][0] : 1; return a ?? 2;           § 2:20 the value before the colon",
        "let a = call.n; a &&= 5; return a;                     § 2:23 the right side of &&=",
        "switch (call.n) { case 0: return 1; default: return 2; } § 2:46 the default",
        "switch (call.n) { case 1: case 2: return 1; } return 2;  § 2:35 the case",
        "try { if (call.n) throw 1; } catch (e) { return 'c'; } § 2:19 what the if guards",
        "const f = () => 1; return call.n > 0 && f();           § 2:11 the function",
        "const f = function (a) { return a; }; if (call.n) f(); § 2:11 the function"
      })
  void aBranchThatNoCaseTakesIsToldWithItsPlace(String body, String missed) throws Exception {
    Coverage.Report one = covered(body, 0);
    Coverage.Missed first = one.missed().getFirst();
    Coverage.Report both = covered(body, 0, 1);

    assertEquals(missed, first.line() + ":" + first.column() + " " + first.what());
    assertEquals(List.of(), both.missed().stream().filter(first::equals).toList());
    assertEquals(one.all() - one.missed().size(), one.taken());
  }

  @Test
  void whatOnlyReadsLikeABranchIsNone() throws Exception {
    String body =
        """
        // if (call.n) return a && b;
        /* c ? d : e */
        const text = "if (x) a && b";
        const some = { if: 1, case: 2, default: 3 };
        const more = some.if + (some?.case ?? 0) / 2 / some.default;
        return text + more;
        """;
    Coverage.Report report = covered(body, 0);

    assertEquals(2, report.all(), report::toString);
    assertEquals("the right side of ??", report.missed().getFirst().what());
  }
}
