package tollgate.runtime.ledger;

import tollgate.api.usage.Money;
import tollgate.runtime.price.Cost;

/**
 * What is charged for a call.
 *
 * @param status what the amount means
 * @param amount the amount; zero where the status is UNPRICED or NONE
 * @param priceKey the price that was applied, as the price book names it; empty for none
 * @param charges how the amount comes about, as {@link Cost} writes it; empty for an assumption
 */
public record Bill(CostStatus status, Money amount, String priceKey, String charges) {

  /** Nothing used. */
  public static final Bill NONE = new Bill(CostStatus.NONE, Money.ZERO, "", "");

  /** Something used that has no price. */
  public static final Bill UNPRICED = new Bill(CostStatus.UNPRICED, Money.ZERO, "", "");

  /** An amount needs a status that stands for one, and nobody is paid for calling. */
  public Bill {
    boolean known = status == CostStatus.OK || status == CostStatus.ESTIMATED;
    if (amount.nanos() < 0 || (!known && amount.nanos() > 0)) {
      throw new IllegalArgumentException("a bill that is " + status.word() + " over " + amount);
    }
  }

  /** A known cost of one amount. */
  public static Bill of(Money amount, String priceKey) {
    return new Bill(CostStatus.OK, amount, priceKey, Cost.flat(amount).text());
  }

  /** A cost that is assumed because nobody told it: what was held for the call. */
  public static Bill estimated(Money amount) {
    return new Bill(CostStatus.ESTIMATED, amount, "", "");
  }
}
