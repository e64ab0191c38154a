package tollgate.runtime.budget;

import java.time.Instant;
import java.time.ZoneOffset;

/** How long a counter counts before it begins anew. */
public enum Span {
  /** A UTC day. */
  DAY,
  /** For ever. */
  EVER;

  /** Which of its windows an instant lies in: the day since 1970, or 0. */
  public long windowOf(Instant at) {
    return switch (this) {
      case DAY -> at.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
      case EVER -> 0;
    };
  }
}
