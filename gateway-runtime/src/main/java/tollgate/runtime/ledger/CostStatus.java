package tollgate.runtime.ledger;

import java.util.Locale;

/** What a row's cost means. */
public enum CostStatus {
  /** Computed from usage and a known price. */
  OK,
  /** An assumption, to be corrected when better is known: a hold, or a usage nobody confirmed. */
  ESTIMATED,
  /** Something was used, but there is no price for it: the cost is unknown, not zero. */
  UNPRICED,
  /** Nothing was used, so nothing is owed. */
  NONE,
  /** The call still runs. */
  OPEN;

  /** As the database writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of a word. */
  public static CostStatus of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
