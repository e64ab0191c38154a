package tollgate.runtime.budget;

import java.util.List;

/**
 * Names one counter.
 *
 * @param meter what is counted
 * @param values the values of the meter's axes, in its order
 * @param window when its window begins, in milliseconds since 1970; 0 for a rolling one
 */
public record CounterKey(Meter meter, List<String> values, long window) {

  /** Keys never change. */
  public CounterKey {
    values = List.copyOf(values);
  }
}
