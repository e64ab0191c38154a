package tollgate.runtime.quota;

import java.time.Instant;
import java.util.List;

/**
 * What came of asking every account once.
 *
 * @param at when it began
 * @param accounts what each account's probe answered, in the order of the sources
 */
public record QuotaRound(Instant at, List<AccountReading> accounts) {

  /** A round never changes. */
  public QuotaRound {
    accounts = List.copyOf(accounts);
  }

  /** How many windows were read and kept. */
  public int kept() {
    return accounts.stream().mapToInt(account -> account.windows().size()).sum();
  }
}
