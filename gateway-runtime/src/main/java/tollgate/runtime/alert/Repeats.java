package tollgate.runtime.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Knows what was told lately, so that the same is not told again and again. For one thread. */
final class Repeats {

  /** How many things are remembered; of more the oldest is told again. */
  private static final int MOST = 10_000;

  private final Duration window;
  private final Map<String, Told> lately =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
          return size() > MOST;
        }
      };

  private record Told(Instant at, long since) {}

  Repeats(Duration window) {
    this.window = window;
  }

  /** How often it happened since it was told; empty where it is not to be told now. */
  OptionalLong toTell(String what, Instant at) {
    Told last = lately.remove(what);
    if (last != null && at.isBefore(last.at().plus(window))) {
      lately.put(what, new Told(last.at(), last.since() + 1));
      return OptionalLong.empty();
    }
    lately.put(what, new Told(at, 0));
    return OptionalLong.of(last == null ? 0 : last.since());
  }
}
