package tollgate.runtime.price;

import java.util.List;
import tollgate.api.usage.Money;

/**
 * What a call costs, line by line. The lines are exact; only their sum is rounded.
 *
 * @param total the sum, rounded half up to the nano-dollar
 * @param aboveContext the context threshold whose rates apply, 0 for the ordinary ones
 * @param charges one line per class that was used
 */
public record Cost(Money total, long aboveContext, List<Charge> charges) {

  /** Costs never change. */
  public Cost {
    charges = List.copyOf(charges);
  }
}
