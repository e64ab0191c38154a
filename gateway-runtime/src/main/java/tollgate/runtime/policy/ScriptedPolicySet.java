package tollgate.runtime.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.api.call.RefusalKind;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.script.ScriptFailure;
import tollgate.runtime.script.ScriptHost;

/** Policies as scripts, asked in the order of their names. */
final class ScriptedPolicySet implements PolicySet {

  /** How often policies are asked again because a fact had to be fetched first. */
  private static final int FETCHES = 3;

  private final String generation;
  private final List<Policy> policies;
  private final List<Policy> asked;
  private final ScriptHost host;
  private final Quarantine quarantine;
  private final Tallies tallies;

  ScriptedPolicySet(
      String generation,
      List<Policy> policies,
      ScriptHost host,
      Quarantine quarantine,
      Tallies tallies) {
    this.generation = generation;
    this.policies = List.copyOf(policies);
    this.asked = policies.stream().filter(policy -> policy.mode() != Mode.OFF).toList();
    this.host = host;
    this.quarantine = quarantine;
    this.tallies = tallies;
  }

  @Override
  public String generation() {
    return generation;
  }

  List<Policy> policies() {
    return policies;
  }

  @Override
  public List<AutoCloseable> parts() {
    return policies.stream().<AutoCloseable>map(Policy::script).toList();
  }

  @Override
  public Judgement judge(PolicyFacts facts) {
    var view = new CallView(facts);
    for (int fetches = 0; ; fetches++) {
      var hearing = new Hearing(facts, view);
      Optional<ProblemReport> busy = hearing.hear(asked);
      List<Runnable> missing = view.notes().takeMissing();
      if (missing.isEmpty() || fetches == FETCHES) {
        hearing.opinions.forEach(tallies::add);
        return hearing.judgement(busy);
      }
      missing.forEach(Runnable::run);
      view.routed(Optional.empty());
    }
  }

  /** All policies asked once. */
  private final class Hearing {
    private final PolicyFacts facts;
    private final CallView view;
    private final Combination combination = new Combination();
    private final List<Opinion> opinions = new ArrayList<>();

    Hearing(PolicyFacts facts, CallView view) {
      this.facts = facts;
      this.view = view;
    }

    /** Asks; gives why that was not possible, if it was not. */
    Optional<ProblemReport> hear(List<Policy> asked) {
      while (opinions.size() < asked.size()) {
        List<Policy> left = asked.subList(opinions.size(), asked.size());
        var round = new Round(view, quarantine, left, combination);
        try {
          host.run(lane(), round::ask);
        } catch (ScriptFailure failure) {
          if (failure.kind() == ScriptFailure.Kind.BUSY) {
            return Optional.of(GatewayProblem.GATEWAY_OVERLOADED.report());
          }
          round.abandon(failure);
        }
        opinions.addAll(round.opinions());
        if (combination.denial().isPresent() || Round.failsClosed(opinions.getLast())) {
          break;
        }
      }
      return Optional.empty();
    }

    private String lane() {
      return facts.identity().tool() + "/" + facts.key();
    }

    Judgement judgement(Optional<ProblemReport> busy) {
      String snapshot = Snapshot.of(generation, view, opinions, combination);
      return busy.or(this::failure)
          .or(this::denial)
          .<Judgement>map(reason -> new Judgement.Denied(snapshot, reason))
          .orElseGet(() -> new Judgement.Admitted(snapshot, combination.orders()));
    }

    private Optional<ProblemReport> failure() {
      return opinions.stream()
          .filter(Round::failsClosed)
          .findFirst()
          .map(opinion ->
              PolicyProblem.POLICY_FAILED.report(opinion.policy().name(), opinion.failure()));
    }

    private Optional<ProblemReport> denial() {
      return combination.denial().map(Hearing::report);
    }

    private static ProblemReport report(Combination.Denial denial) {
      var deny = denial.deny();
      Problem problem =
          deny.kind() == RefusalKind.BUDGET
              ? PolicyProblem.POLICY_BUDGET
              : PolicyProblem.POLICY_DENIED;
      return problem.report(deny.sentence(), deny.remedy());
    }
  }
}
