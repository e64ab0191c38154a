package tollgate.runtime.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCaseTest {
  private static final String POLICY =
      """
      export function decide(call) {
        if (call.model === 'broken') throw new Error('no such thing');
        if (call.spent({ per: 'session' }) > 1 && call.time.hour === 3) return deny('late');
      }
      """;

  @TempDir Path data;

  private List<CaseResult> test(String policy, String cases) {
    try (var host = new PolicyHost(data.resolve("policies"), data.resolve("modes.json"));
        PolicyTrial trial = host.attempt("a.js", policy)) {
      return trial.test(cases.replace('\'', '"'));
    }
  }

  @Test
  void aCaseSaysWhatMattersOfACallAndWhatIsExpected() {
    List<CaseResult> results =
        test(
            POLICY,
            """
            [
              {'name':'passes','expect':[]},
              {'name':'late','at':'2026-01-14T03:30:00+01:00','spent':{'session':1.5},
               'expect':[{'deny':'late'}]},
              {'name':'early','at':'2026-01-14T03:30:00+01:00','zone':'UTC','spent':{'session':1.5},
               'expect':[{'deny':'late'}]},
              {'name':'throws','call':{'model':'broken'},'fails':'no such thing'},
              {'name':'throws','call':{'model':'broken'},'expect':[]},
              {'name':'does not throw','fails':'no such thing'}
            ]
            """);

    assertEquals(
        List.of(
            "",
            "",
            "expected [{\"deny\":\"late\"}], got []",
            "",
            "it failed: a.js:2:38: Error: no such thing",
            "expected a failure, got []"),
        results.stream().map(CaseResult::problem).toList());
  }

  @Test
  void anAmountIsTheSameHoweverItIsWritten() {
    List<CaseResult> results =
        test(
            "export const decide = () => cap('day', { usd: 10, per: 'day' });",
            """
            [
              {'name':'whole','expect':[{'cap':'day','usd':10,'per':'day'}]},
              {'name':'with cents','expect':[{'cap':'day','usd':10.00,'per':'day'}]},
              {'name':'another','expect':[{'cap':'day','usd':20,'per':'day'}]}
            ]
            """);

    assertEquals(
        List.of(
            "",
            "",
            "expected [{\"cap\":\"day\",\"usd\":20,\"per\":\"day\"}],"
                + " got [{\"cap\":\"day\",\"usd\":10,\"per\":\"day\"}]"),
        results.stream().map(CaseResult::problem).toList());
  }

  @Test
  void aPolicyThatCannotBeReadFailsEveryCase() {
    assertEquals(
        "it failed: a.js:1:1: there is no such thing".substring(0, 16),
        test("nonsense(", "[{'name':'a','expect':[]}]").getFirst().problem().substring(0, 16));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                  | a file of cases is a list of at least one case",
        "[{'expect':[]}]                     | case 1: it needs a name",
        "[{'name':'a'}]                      | case 1: it needs either expect or fails",
        "[{'name':'a','expect':5}]           | case 1: expect must be a list of verdicts",
        "[{'name':'a','expcet':[]}]          | case 1: a case has no expcet; there is name, call,"
            + " at, zone, spent, expect, fails",
        "[{'name':'a','expect':[],'call':{'tool':{'idd':'x'}}}] | case 1: call.tool has no idd;"
            + " there is id, version",
        "[{'name':'a','expect':[],'call':{'model':5}}] | case 1: call.model must be a text",
        "[{'name':'a','expect':[],'spent':{'day':-1}}] | case 1: spent.day must be a number"
      })
  void saysWhatIsWrongWithAFileOfCases(String cases, String message) {
    var wrong = assertThrows(IllegalArgumentException.class, () -> test(POLICY, cases));
    assertEquals(message, wrong.getMessage());
  }
}
