package tollgate.runtime.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.script.Said;
import tollgate.runtime.script.ScriptFailure;
import tollgate.runtime.script.ScriptHost;

/** A policy that is tried out and judges no call. */
public final class PolicyTrial implements AutoCloseable {

  private final @Nullable ScriptHost scripts;
  private final @Nullable Policy policy;
  private final List<Finding> findings;

  PolicyTrial(@Nullable ScriptHost scripts, @Nullable Policy policy, List<Finding> findings) {
    this.scripts = scripts;
    this.policy = policy;
    this.findings = findings;
  }

  static PolicyTrial broken(Finding finding) {
    return new PolicyTrial(null, null, List.of(finding));
  }

  /** What is wrong with its file; nothing where it can be used. */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * Runs its cases.
   *
   * @param cases the text of its file of cases
   * @throws IllegalArgumentException when that is none; the message says where and why
   */
  public List<CaseResult> test(String cases) {
    var results = new ArrayList<CaseResult>();
    for (PolicyCase each : PolicyCase.readAll(parsed(cases))) {
      results.add(result(each));
    }
    return results;
  }

  private static Json parsed(String cases) {
    try {
      return JsonText.parse(cases);
    } catch (MalformedJson malformed) {
      throw new IllegalArgumentException(
          "it is no JSON: " + malformed.reason() + " at byte " + malformed.offset(), malformed);
    }
  }

  private CaseResult result(PolicyCase each) {
    ScriptHost host = scripts;
    Policy tried = policy;
    if (host == null || tried == null) {
      return each.failed(findings.getFirst().text());
    }
    try {
      var view = new CallView(each.facts());
      Said answer = host.run("cases", desk -> desk.call(tried.script(), view));
      return each.judged(Vocabulary.readAll(answer));
    } catch (ScriptFailure failure) {
      return each.failed(failure.place() + ": " + failure.why());
    } catch (IllegalArgumentException odd) {
      return each.failed(String.valueOf(odd.getMessage()));
    }
  }

  /** Asks the policy about a call of the past. */
  @FunctionalInterface
  public interface Asker {

    /** Its answer. */
    PastCall.Answer ask(PastCall call);
  }

  /** Its name. */
  public String name() {
    return policy == null ? "" : policy.name();
  }

  /** Whether calls go on when it fails. */
  public boolean failsOpen() {
    return policy != null && policy.failsOpen();
  }

  /**
   * Has somebody ask the policy about calls of the past, one after the other.
   *
   * @param play asks, on a worker's thread, which it must not block
   * @throws tollgate.runtime.problem.ProblemException with POLICY_UNUSABLE when the policy cannot
   *     be asked
   */
  public void rehearse(Consumer<Asker> play) {
    ScriptHost host = scripts;
    Policy tried = policy;
    if (host == null || tried == null) {
      throw PolicyProblem.POLICY_UNUSABLE.exception(findings.getFirst().text());
    }
    try {
      host.run(
          "replay",
          desk -> {
            play.accept(call -> answer(desk, tried, call));
            return Boolean.TRUE;
          });
    } catch (ScriptFailure failure) {
      throw PolicyProblem.POLICY_UNUSABLE.exception(tried.name() + ": " + failure.why());
    }
  }

  private static PastCall.Answer answer(ScriptHost.Desk desk, Policy policy, PastCall call) {
    var view = new CallView(call.facts(), call.unknown());
    view.routed(call.routed());
    List<Verdict> verdicts = List.of();
    String failure = "";
    try {
      verdicts = Vocabulary.readAll(desk.call(policy.script(), view));
    } catch (ScriptFailure failed) {
      failure = failed.place() + ": " + failed.why();
    } catch (IllegalArgumentException odd) {
      failure = policy.name() + ".js: " + odd.getMessage();
    }
    Notes notes = view.notes();
    return new PastCall.Answer(verdicts, failure, notes.asked(), notes.sought());
  }

  @Override
  public void close() {
    if (policy != null) {
      policy.script().close();
    }
  }
}
