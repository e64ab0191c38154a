package tollgate.runtime.app;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tollgate.runtime.ledger.Actions.Deed;
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
  private final Force force;

  /**
   * What judges calls, and how that is changed.
   *
   * @param inForce the set that judges calls now
   * @param apply reads the folder and puts it in force
   * @param latest what could not be used the last time
   * @param witness keeps who changes what else
   */
  record Force(
      Supplier<PolicySet> inForce,
      Apply apply,
      Supplier<List<Finding>> latest,
      Changes.Witness witness) {}

  /** Reads the folder and puts it in force. */
  @FunctionalInterface
  interface Apply {
    /**
     * Does it, or throws a {@link tollgate.runtime.problem.ProblemException} and leaves in force
     * what was.
     *
     * @param deeds what is to be kept of it, once it is known which set comes into force
     * @return what cannot be used
     */
    List<Finding> keeping(Function<PolicySet, List<Deed>> deeds);
  }

  LivePolicies(PolicyHost host, Force force) {
    this.host = host;
    this.force = force;
  }

  @Override
  public Standing standing() {
    PolicySet set = force.inForce().get();
    return new Standing(set.generation(), host.states(set), force.latest().get());
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
    return save("policy.saved", name, files);
  }

  private Tested save(String action, String name, Files files) {
    Tested tested = test(name, files);
    tested.results().stream()
        .filter(result -> !result.passed())
        .findFirst()
        .ifPresent(failed -> {
          throw PolicyProblem.POLICY_UNUSABLE.exception(
              "its case \"" + failed.name() + "\": " + failed.problem());
        });
    Runnable back = asIs(name);
    host.save(name, files);
    putInForce(action, name, "", back);
    return tested;
  }

  /** How to have a policy's files and mode as they are now. */
  private Runnable asIs(String name) {
    Optional<Files> files = host.files(name);
    Optional<Mode> mode = host.chosen(name);
    return () -> {
      files.ifPresentOrElse(was -> host.save(name, was), () -> host.delete(name));
      mode.ifPresentOrElse(was -> host.choose(name, was), () -> host.forget(name));
    };
  }

  /**
   * Puts in force what the folder holds now, and keeps what was done to a policy with the hash of
   * its code before and after.
   *
   * @param back has the folder as it was, where this cannot be kept
   */
  private void putInForce(String action, String name, String more, Runnable back) {
    String was = hash(force.inForce().get(), name);
    List<Finding> findings;
    try {
      findings =
          force
              .apply()
              .keeping(
                  next -> List.of(new Deed(action, name, was + " -> " + hash(next, name) + more)));
    } catch (RuntimeException notKept) {
      back.run();
      throw notKept;
    }
    refuse(findings);
  }

  private String hash(PolicySet set, String policy) {
    return host.states(set).stream()
        .filter(state -> state.name().equals(policy))
        .map(PolicyHost.State::hash)
        .findFirst()
        .orElse("none");
  }

  @Override
  public List<Version> versions(String name) {
    return host.versions(name);
  }

  @Override
  public Tested rollBack(String name, long version) {
    return save("policy.rolled_back", name, host.version(name, version).files());
  }

  @Override
  public void delete(String name) {
    read(name);
    Runnable back = asIs(name);
    host.delete(name);
    putInForce("policy.deleted", name, "", back);
  }

  @Override
  public void mode(String name, Mode mode) {
    read(name);
    Runnable back = asIs(name);
    host.choose(name, mode);
    putInForce("policy.used", name, ", " + mode.text(), back);
  }

  @Override
  public void release(String name) {
    read(name);
    PolicySet set = force.inForce().get();
    String hash = hash(set, name);
    force.witness().keep(List.of(new Deed("policy.released", name, hash + " -> " + hash)));
    host.release(set, name);
  }

  @Override
  public Standing reload() {
    List<Finding> findings = force.apply().keeping(set -> List.of());
    PolicySet set = force.inForce().get();
    return new Standing(set.generation(), host.states(set), findings);
  }
}
