package tollgate.runtime.app;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tollgate.api.json.Json;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.policy.PolicyHost;
import tollgate.runtime.policy.PolicyTrial;
import tollgate.runtime.price.PriceMatch;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.replay.Replay;
import tollgate.runtime.store.Database;

/**
 * Replays over an open ledger, by the prices in force.
 *
 * @param current what is in force
 */
record LiveReplays(
    PolicyHost host, Database database, Supplier<Generation> current, InstantSource clock)
    implements ReplayDesk {

  @Override
  public Json.Obj run(
      Instant since, SequencedMap<String, String> candidates, Consumer<Replay.Progress> progress) {
    var trials = new ArrayList<PolicyTrial>();
    try {
      candidates.forEach((name, text) -> trials.add(trial(name, text)));
      var replay = new Replay(database.reads(), ZoneId.systemDefault(), this::price);
      return replay.run(since, clock.instant(), List.copyOf(trials), progress);
    } finally {
      trials.forEach(PolicyTrial::close);
    }
  }

  private PolicyTrial trial(String name, String text) {
    host.requireName(name);
    PolicyTrial trial = host.attempt(name + ".js", text);
    if (!trial.findings().isEmpty()) {
      throw PolicyProblem.POLICY_UNUSABLE.exception(trial.findings().getFirst().text());
    }
    return trial;
  }

  private Optional<PriceMatch> price(String provider, String model, Instant at) {
    Generation now = current.get();
    return now.prices().find(Changes.typeOf(now, provider), model, at);
  }
}
