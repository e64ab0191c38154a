package tollgate.runtime.quota;

import java.time.Instant;
import java.util.List;
import tollgate.api.quota.Account;

/**
 * What one account's probe answered.
 *
 * @param account the account
 * @param status how it stands
 * @param at when it was asked
 * @param error what went wrong, empty if nothing did
 * @param windows what was read; none where nothing was
 */
public record AccountReading(
    Account account, Status status, Instant at, String error, List<QuotaReading> windows) {

  /** How an account stands. */
  public enum Status {
    /** It can be used. */
    ACTIVE,
    /** Nothing is left of one of its windows. */
    LIMIT_REACHED,
    /** Its source says that it is not in use; it was not asked. */
    DISABLED,
    /** Nobody knows how to ask. */
    UNSUPPORTED,
    /** It was asked, in vain. */
    ERROR
  }

  /** A reading never changes. */
  public AccountReading {
    windows = List.copyOf(windows);
  }

  /** Whether calls cannot be expected to succeed. */
  public boolean isUnavailable() {
    return status == Status.LIMIT_REACHED || status == Status.ERROR;
  }
}
