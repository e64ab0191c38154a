package tollgate.runtime.config;

import java.util.List;
import java.util.Map;

/**
 * A cap that the settings put to every call it covers.
 *
 * @param id what people call it
 * @param measure what it limits
 * @param most how much there may be: nano-dollars, tokens or calls
 * @param per its window in a word; empty for calls that run at once
 * @param by what has an amount of its own for each of its values
 * @param where the calls it covers, by values they must have; none for all. A key is told by its id
 *     or its name
 * @param strict whether a call must fit at the dearest it may cost
 */
public record CapEntry(
    String id,
    Measure measure,
    long most,
    String per,
    List<String> by,
    Map<String, String> where,
    boolean strict) {

  /** What can be limited. */
  public enum Measure {
    USD,
    TOKENS,
    CALLS,
    CONCURRENT
  }

  /** Entries never change. */
  public CapEntry {
    by = List.copyOf(by);
    where = Map.copyOf(where);
  }

  /** The same for other calls. */
  public CapEntry where(Map<String, String> values) {
    return new CapEntry(id, measure, most, per, by, values, strict);
  }
}
