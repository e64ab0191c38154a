package tollgate.runtime.event;

import java.util.Locale;

/** How much an event matters. */
public enum Level {
  /** One step of one call; for finding a fault. */
  DEBUG,
  /** What an operator wants to read later. */
  INFO,
  /** Something to look at when there is time. */
  WARN,
  /** Something to look at now; written to standard error. */
  ERROR;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** As it stands in a log line and in the settings. */
  public String text() {
    return text;
  }
}
