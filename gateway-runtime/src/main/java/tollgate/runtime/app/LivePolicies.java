package tollgate.runtime.app;

import java.util.List;
import java.util.function.Supplier;
import tollgate.runtime.policy.Finding;
import tollgate.runtime.policy.Mode;
import tollgate.runtime.policy.PolicyDesk;
import tollgate.runtime.policy.PolicyHost;
import tollgate.runtime.policy.PolicySet;
import tollgate.runtime.policy.Tested;
import tollgate.runtime.problem.PolicyProblem;

/** Looks after the policies of the gateway this program is. */
final class LivePolicies implements PolicyDesk {

  private final PolicyHost host;
  private final Supplier<PolicySet> inForce;
  private final Supplier<List<Finding>> apply;
  private final Supplier<List<Finding>> latest;

  /**
   * A desk.
   *
   * @param inForce the set that judges calls now
   * @param apply reads the folder and puts it in force; gives what cannot be used
   * @param latest what could not be used the last time
   */
  LivePolicies(
      PolicyHost host,
      Supplier<PolicySet> inForce,
      Supplier<List<Finding>> apply,
      Supplier<List<Finding>> latest) {
    this.host = host;
    this.inForce = inForce;
    this.apply = apply;
    this.latest = latest;
  }

  @Override
  public Standing standing() {
    PolicySet set = inForce.get();
    return new Standing(set.generation(), host.states(set), latest.get());
  }

  @Override
  public Files read(String name) {
    return host.files(name).orElseThrow(() -> PolicyProblem.POLICY_NOT_THERE.exception(name));
  }

  @Override
  public Tested test(String name, Files files) {
    try {
      Tested tested = host.test(name, files);
      refuse(tested.findings());
      return tested;
    } catch (IllegalArgumentException odd) {
      throw PolicyProblem.POLICY_UNUSABLE.exception("its cases: " + odd.getMessage());
    } finally {
      host.endTests();
    }
  }

  private static void refuse(List<Finding> findings) {
    if (!findings.isEmpty()) {
      throw PolicyProblem.POLICY_UNUSABLE.exception(findings.getFirst().text());
    }
  }

  @Override
  public Tested put(String name, Files files) {
    Tested tested = test(name, files);
    tested.results().stream()
        .filter(result -> !result.passed())
        .findFirst()
        .ifPresent(failed -> {
          throw PolicyProblem.POLICY_UNUSABLE.exception(
              "its case \"" + failed.name() + "\": " + failed.problem());
        });
    host.save(name, files);
    refuse(apply.get());
    return tested;
  }

  @Override
  public List<Version> versions(String name) {
    return host.versions(name);
  }

  @Override
  public Tested rollBack(String name, long version) {
    return put(name, host.version(name, version).files());
  }

  @Override
  public void delete(String name) {
    read(name);
    host.delete(name);
    refuse(apply.get());
  }

  @Override
  public void mode(String name, Mode mode) {
    read(name);
    host.choose(name, mode);
    refuse(apply.get());
  }

  @Override
  public void release(String name) {
    read(name);
    host.release(inForce.get(), name);
  }

  @Override
  public Standing reload() {
    List<Finding> findings = apply.get();
    PolicySet set = inForce.get();
    return new Standing(set.generation(), host.states(set), findings);
  }
}
