package tollgate.runtime.replay;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.policy.PolicyTrial;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.store.Reads;

/**
 * Asks policies about the calls of a time that has passed, in the order in which they arrived, as
 * if each had been in force then, in the place of the one of its name and beside all others. A call
 * that a policy refuses does not use up what later calls may spend. Blocks; changes nothing.
 *
 * <p>Calls from the beginning of the month on are read as well, so that what was spent before the
 * first one that is judged is known.
 */
public final class Replay {

  /** More rows than so many do not go into memory. */
  private static final long MOST_ROWS = 3_000_000;

  /** So many calls are judged in one go of a worker; others wait for no more than that. */
  private static final int AT_ONCE = 100;

  /** How many single calls are told of that two policies judge otherwise. */
  private static final int EXAMPLES = 20;

  private final Reads reads;
  private final ZoneId zone;
  private final Prices prices;

  /**
   * How far a replay has come.
   *
   * @param done rows that are done with
   * @param all how many there are
   */
  public record Progress(long done, long all) {}

  /** Replays over this database. */
  public Replay(Reads reads, ZoneId zone, Prices prices) {
    this.reads = reads;
    this.zone = zone;
    this.prices = prices;
  }

  /** The shape of what {@link #run} tells. */
  public static Shape.Members shape() {
    return Shape.object(
            "since", Shape.instant(),
            "until", Shape.instant(),
            "candidates", Shape.items(ReplayJson.shape()))
        .or("differ", Shape.whole(), "differences", Shape.items(difference()));
  }

  private static Shape difference() {
    return Shape.object("call", Shape.text(), "one", Shape.text(), "other", Shape.text());
  }

  /**
   * Runs policies side by side.
   *
   * @param since when the first call that is judged arrived at the earliest
   * @param until before when the last one arrived
   * @param candidates usable policies
   * @param progress told now and then
   * @throws tollgate.runtime.problem.ProblemException with REPLAY_TOO_LONG, or POLICY_UNUSABLE
   */
  public Json.Obj run(
      Instant since, Instant until, List<PolicyTrial> candidates, Consumer<Progress> progress) {
    Instant from =
        since.atZone(zone).toLocalDate().withDayOfMonth(1).atStartOfDay(zone).toInstant();
    long all = PastRows.count(reads, from, until);
    if (all > MOST_ROWS) {
      throw PolicyProblem.REPLAY_TOO_LONG.exception(all, MOST_ROWS);
    }
    var go = new Go(candidates, from);
    long done = 0;
    try (var rows = new RowsAhead(new PastRows(reads, from, until), since.toEpochMilli())) {
      for (List<Recalled> page = rows.take(); !page.isEmpty(); page = rows.take()) {
        go.play(page);
        done += page.size();
        progress.accept(new Progress(done, Math.max(all, done)));
      }
    }
    return go.told(since, until);
  }

  /** One run. */
  private final class Go {
    private final List<PolicyTrial> trials;
    private final List<Player> players = new ArrayList<>();
    private final List<Json> differences = new ArrayList<>();
    private long differ;

    Go(List<PolicyTrial> trials, Instant from) {
      this.trials = trials;
      Before before = Before.of(reads, from);
      for (PolicyTrial trial : trials) {
        var meters = new CapMeters(before, zone, from.toEpochMilli());
        players.add(new Player(trial, zone, new World(before, meters, zone), prices));
      }
    }

    void play(List<Recalled> page) {
      var judged = new ArrayList<Recalled>();
      for (Recalled one : page) {
        if (one.judged()) {
          judged.add(one);
        } else {
          players.forEach(player -> player.remember(one.row()));
        }
      }
      for (int at = 0; at < judged.size(); at += AT_ONCE) {
        judge(judged.subList(at, Math.min(judged.size(), at + AT_ONCE)));
      }
    }

    private void judge(List<Recalled> rows) {
      var effects = new ArrayList<List<Optional<Effect>>>();
      for (int i = 0; i < trials.size(); i++) {
        Player player = players.get(i);
        var own = new ArrayList<Optional<Effect>>();
        trials
            .get(i)
            .rehearse(asker ->
                rows.forEach(one -> own.add(player.play(one.row(), one.decided(), asker))));
        effects.add(own);
      }
      if (effects.size() == 2) {
        for (int i = 0; i < rows.size(); i++) {
          compare(rows.get(i).row(), effects.get(0).get(i), effects.get(1).get(i));
        }
      }
    }

    private void compare(PastRow row, Optional<Effect> one, Optional<Effect> other) {
      String said = one.map(Effect::text).orElse("");
      String otherSaid = other.map(Effect::text).orElse("");
      if (!said.equals(otherSaid)) {
        differ++;
        if (differences.size() < EXAMPLES) {
          differences.add(Json.object("call", row.call(), "one", said, "other", otherSaid));
        }
      }
    }

    Json.Obj told(Instant from, Instant until) {
      var members = new LinkedHashMap<String, Json>();
      members.put("since", Json.text(from.toString()));
      members.put("until", Json.text(until.toString()));
      members.put(
          "candidates",
          new Json.Arr(
              players.stream()
                  .<Json>map(player -> ReplayJson.of(player.policy(), player.tally()))
                  .toList()));
      if (players.size() == 2) {
        members.put("differ", Json.of(differ));
        members.put("differences", new Json.Arr(differences));
      }
      return new Json.Obj(members);
    }
  }
}
