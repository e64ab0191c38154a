package tollgate.runtime.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.ProviderEvent;

/**
 * Notices what could not be read for so long that what it said last is not to be relied on any
 * more, and says so once. One round at a time tells it what was read.
 */
final class Gaps {
  private final Duration after;

  /** When each was read last, or was to be read for the first time. */
  private final Map<String, Instant> since = new HashMap<>();

  private final Set<String> told = new HashSet<>();

  /**
   * Nothing is missing yet.
   *
   * @param after how long something may be missing
   */
  Gaps(Duration after) {
    this.after = after;
  }

  /** Something was read. */
  void read(String what, Instant at) {
    since.put(what, at);
    told.remove(what);
  }

  /** Something could not be read. */
  void missed(String what, Instant at, String reason) {
    Instant from = since.computeIfAbsent(what, first -> at);
    if (!at.isBefore(from.plus(after)) && told.add(what)) {
      Events.log(
          ProviderEvent.INTAKE_GAP, "source", what, "from", from, "to", at, "reason", reason);
    }
  }
}
