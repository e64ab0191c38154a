package tollgate.runtime.policy;

import java.util.List;
import java.util.Optional;
import tollgate.runtime.script.Coverage;
import tollgate.runtime.script.Script;
import tollgate.runtime.script.ScriptFailure;
import tollgate.runtime.script.ScriptHost;
import tollgate.runtime.script.ScriptLimits;
import tollgate.runtime.script.ScriptSource;

/**
 * Where the cases of policies are run: apart from the policies in force, because whoever asks which
 * branches are taken slows everything down around him. Lives for as long as somebody tests.
 */
final class TestBench implements AutoCloseable {

  /** The engine tells of every step, which takes its time. */
  private static final int SLOWER = 20;

  private static final ScriptLimits LIMITS =
      new ScriptLimits(
          slower(ScriptLimits.ORDINARY.run()),
          slower(ScriptLimits.ORDINARY.load()),
          ScriptLimits.ORDINARY.statements(),
          2,
          ScriptLimits.ORDINARY.queue());

  private final ScriptHost host = new ScriptHost(LIMITS, Vocabulary.prelude());

  private static ScriptLimits.Budget slower(ScriptLimits.Budget budget) {
    return new ScriptLimits.Budget(budget.time().multipliedBy(SLOWER), budget.bytes() * SLOWER);
  }

  /**
   * Runs cases.
   *
   * @param cases the text of a file of cases; empty for none
   * @throws IllegalArgumentException when that is none; the message says where and why
   */
  Tested test(ScriptSource source, String cases) {
    try (Coverage coverage = host.cover(source);
        Script script = host.load(source, Policy.EXPORTS, new CallView(PolicyHost.SAMPLE));
        var trial = new PolicyTrial(host, Policy.of(script, Optional.empty()), List.of())) {
      coverage.forget(); // what loading took
      List<CaseResult> results = cases.isEmpty() ? List.of() : trial.test(cases);
      return new Tested(List.of(), results, Tested.Branches.of(coverage.report()));
    } catch (ScriptFailure broken) {
      return unusable(Finding.of(broken));
    }
  }

  private static Tested unusable(Finding finding) {
    return new Tested(List.of(finding), List.of(), Tested.Branches.NONE);
  }

  @Override
  public void close() {
    host.close();
  }
}
