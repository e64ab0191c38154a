package tollgate.runtime.generation;

import java.time.Instant;
import java.util.Map;

/**
 * One generation, for those who administer.
 *
 * @param number counted from 1
 * @param since when it became current
 * @param pins how many calls run on it
 * @param retired whether another one has taken its place
 * @param closed whether what only it used is closed
 * @param collected whether it has left memory
 * @param contents what it was made of: the version of each kind of change
 */
public record GenerationState(
    long number,
    Instant since,
    long pins,
    boolean retired,
    boolean closed,
    boolean collected,
    Map<String, String> contents) {

  /** A state never changes. */
  public GenerationState {
    contents = Map.copyOf(contents);
  }
}
