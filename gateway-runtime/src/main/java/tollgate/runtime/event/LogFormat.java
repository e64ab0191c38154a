package tollgate.runtime.event;

/** How log lines look. */
public enum LogFormat {
  /** One JSON object per line, for programs. */
  JSON,
  /** One readable line per event, for people. */
  PRETTY
}
