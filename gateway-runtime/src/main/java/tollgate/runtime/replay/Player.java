package tollgate.runtime.replay;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tollgate.runtime.policy.PastCall;
import tollgate.runtime.policy.PastDecision;
import tollgate.runtime.policy.PolicyTrial;
import tollgate.runtime.policy.Verdict;

/** One policy that judges the past, with a world in which only its own decisions count. */
final class Player {

  private final String policy;
  private final boolean failsOpen;
  private final ZoneId zone;
  private final World world;
  private final Consequences consequences;
  private final Tally tally = new Tally();

  Player(PolicyTrial trial, ZoneId zone, World world, Prices prices) {
    this.policy = trial.name();
    this.failsOpen = trial.failsOpen();
    this.zone = zone;
    this.world = world;
    this.consequences = new Consequences(world, prices);
  }

  Tally tally() {
    return tally;
  }

  String policy() {
    return policy;
  }

  /** A call that arrived before the policy is asked for the first time. */
  void remember(PastRow row) {
    if (!row.wasRefused()) {
      world.advance(row.arrivedAt());
      world.admit(row, Consequences.posted(row, row.axes(), Map.of(), row.paid().counted()));
    }
  }

  /**
   * Judges a call.
   *
   * @return what would have become of it; empty where it was refused for another reason
   */
  Optional<Effect> play(PastRow row, Optional<PastDecision> decided, PolicyTrial.Asker asker) {
    if (row.wasRefused() && !decided.map(PastDecision::denier).equals(Optional.of(policy))) {
      tally.refusedOtherwise();
      return Optional.empty();
    }
    world.advance(row.arrivedAt());
    Finding found = finding(row, PastCall.of(row.told(zone), decided, policy), asker);
    Effect effect = row.wasRefused() ? found.effect.released() : found.effect;
    tally.add(row, effect, found.known);
    if (effect.blocked() != Sure.YES) {
      world.admit(row, effect.letThrough());
    }
    return Optional.of(effect);
  }

  private record Finding(Effect effect, Known known) {}

  private Finding finding(PastRow row, PastCall call, PolicyTrial.Asker asker) {
    PastCall.Answer low = ask(row, call, asker, false);
    List<String> uncertain = world.uncertain(row, low.read());
    if (!low.sought().isEmpty()) {
      return new Finding(Effect.unknowable(row), new Known(low.sought(), List.of(), low.failure()));
    }
    Effect effect = effect(row, low);
    if (!uncertain.isEmpty()) {
      PastCall.Answer high = ask(row, call, asker, true);
      if (!high.sought().isEmpty()) {
        return new Finding(
            Effect.unknowable(row), new Known(high.sought(), uncertain, high.failure()));
      }
      effect = effect.or(effect(row, high));
    }
    return new Finding(effect, new Known(Set.of(), uncertain, low.failure()));
  }

  private PastCall.Answer ask(PastRow row, PastCall call, PolicyTrial.Asker asker, boolean upper) {
    return asker.ask(
        call.amid(what -> world.amount(what, row, upper), () -> world.session(row, upper)));
  }

  private Effect effect(PastRow row, PastCall.Answer answer) {
    if (!answer.failure().isEmpty() && !failsOpen) {
      Effect plain = consequences.of(List.of(), row);
      return plain.refused("it failed: " + answer.failure());
    }
    List<Verdict> verdicts = answer.verdicts();
    return consequences.of(verdicts, row);
  }
}
