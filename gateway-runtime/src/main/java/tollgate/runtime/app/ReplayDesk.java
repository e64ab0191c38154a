package tollgate.runtime.app;

import java.time.Instant;
import java.util.SequencedMap;
import java.util.function.Consumer;
import tollgate.api.json.Json;
import tollgate.runtime.replay.Replay;

/** Where an operator has policies asked about calls of the past. */
@FunctionalInterface
public interface ReplayDesk {

  /**
   * Asks them; blocks.
   *
   * @param since from when on
   * @param candidates the texts of one or two policies by their names, in order
   * @param progress told now and then
   * @return as {@link Replay#shape} tells
   * @throws tollgate.runtime.problem.ProblemException with what kept it from doing so
   */
  Json.Obj run(
      Instant since, SequencedMap<String, String> candidates, Consumer<Replay.Progress> progress);
}
