package tollgate.runtime.session;

import java.time.Instant;

/**
 * Which sessions a list shows. Empty texts leave a question open.
 *
 * @param tool the tool
 * @param instance the instance of the last call
 * @param keyId the managed key of the last call
 * @param model the model of the last call
 * @param since sessions that called at this instant or later
 * @param until sessions that first called before this instant
 * @param activeOnly sessions that run, or called within {@link BurnRate#WINDOW}
 * @param order what comes first
 * @param after the {@code next} of the page before; empty for the first page
 * @param limit how many
 */
public record SessionWish(
    String tool,
    String instance,
    String keyId,
    String model,
    Instant since,
    Instant until,
    boolean activeOnly,
    Order order,
    String after,
    int limit) {

  /** What comes first. */
  public enum Order {
    /** The newest call. */
    LAST,
    /** The highest known cost. */
    COST
  }
}
