package tollgate.runtime.report;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import tollgate.api.face.Axis;

/**
 * Which calls a list shows. Empty texts and zeros leave a question open.
 *
 * @param only the value each named axis must have
 * @param clientId tool and instance, session or key as the list shows them together
 * @param requestedModel the model as the client named it
 * @param statusMin the lowest status
 * @param statusMax the highest status
 * @param lifecycle one of the four words of {@link LogWords}
 * @param from the first instant of arrival
 * @param to the instant of arrival before which it ends
 * @param before the number of a row: only rows listed behind it
 */
public record LogFilter(
    Map<Axis, String> only,
    String clientId,
    String requestedModel,
    int statusMin,
    int statusMax,
    String lifecycle,
    Instant from,
    Instant to,
    long before) {

  /** Later than any call. */
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /** Every call. */
  public static final LogFilter ALL =
      new LogFilter(Map.of(), "", "", 0, 0, "", Instant.EPOCH, NEVER, 0);

  /** Filters never change. */
  public LogFilter {
    only = Map.copyOf(only);
  }

  /** The same with a value for an axis; an empty one leaves the axis open. */
  public LogFilter only(Axis axis, String value) {
    if (value.isEmpty()) {
      return this;
    }
    var more = new EnumMap<Axis, String>(Axis.class);
    more.putAll(only);
    more.put(axis, value);
    return new LogFilter(
        more, clientId, requestedModel, statusMin, statusMax, lifecycle, from, to, before);
  }

  /** The same for one client and one name of a model. */
  public LogFilter by(String client, String requested) {
    return new LogFilter(
        only, client, requested, statusMin, statusMax, lifecycle, from, to, before);
  }

  /** The same for some statuses. */
  public LogFilter statuses(int least, int most) {
    return new LogFilter(only, clientId, requestedModel, least, most, lifecycle, from, to, before);
  }

  /** The same for calls that stand there. */
  public LogFilter lifecycle(String word) {
    return new LogFilter(
        only, clientId, requestedModel, statusMin, statusMax, word, from, to, before);
  }

  /** The same for a stretch of time. */
  public LogFilter between(Instant first, Instant end) {
    return new LogFilter(
        only, clientId, requestedModel, statusMin, statusMax, lifecycle, first, end, before);
  }

  /** The same behind a row. */
  public LogFilter before(long row) {
    return new LogFilter(
        only, clientId, requestedModel, statusMin, statusMax, lifecycle, from, to, row);
  }
}
