package tollgate.runtime.session;

import java.time.Instant;
import java.util.Map;
import tollgate.api.face.Axis;

/**
 * Which sessions a list shows.
 *
 * @param only what the last call must have on an axis: tool, instance, key, provider, account or
 *     model
 * @param since sessions that called at this instant or later
 * @param until sessions that first called before this instant
 * @param activeOnly sessions that run, or called within {@link BurnRate#WINDOW}
 * @param order what comes first
 * @param after the {@code next} of the page before; empty for the first page
 * @param limit how many
 */
public record SessionWish(
    Map<Axis, String> only,
    Instant since,
    Instant until,
    boolean activeOnly,
    Order order,
    String after,
    int limit) {

  /** A wish never changes. */
  public SessionWish {
    only = Map.copyOf(only);
  }

  /** What comes first. */
  public enum Order {
    /** The newest call. */
    LAST,
    /** The highest known cost. */
    COST
  }
}
