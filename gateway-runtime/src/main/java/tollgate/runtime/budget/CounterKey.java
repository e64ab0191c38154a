package tollgate.runtime.budget;

import java.util.List;

/**
 * Names one counter.
 *
 * @param meter what is counted
 * @param values the values of the meter's axes, in its order
 * @param window which of the meter's windows, as {@link Span#windowOf} numbers them
 */
public record CounterKey(Meter meter, List<String> values, long window) {

  /** Keys never change. */
  public CounterKey {
    values = List.copyOf(values);
  }
}
