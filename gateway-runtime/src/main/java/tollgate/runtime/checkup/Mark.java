package tollgate.runtime.checkup;

import java.util.Locale;

/** How well something is, the worst last. */
public enum Mark {
  /** As it should be. */
  PASS,
  /** It could not be looked at, for a reason that is no fault of its own. */
  SKIPPED,
  /** It works, and somebody should look at it. */
  WARN,
  /** Something does not work. */
  FAIL;

  /** As it is printed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Mark and(Mark other) {
    return compareTo(other) < 0 ? other : this;
  }
}
