package tollgate.runtime.ledger;

import java.time.Duration;
import java.util.List;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Cap;

/**
 * On which terms a call wants to be opened.
 *
 * @param caps all of which must have room
 * @param least what it must hold, or it cannot be made
 * @param enough what it waits for while running calls hold it, at least as much
 * @param wish what it would hold if there is room for others beside it, at least as much
 * @param patience how long it waits for running calls to make room
 */
public record Terms(List<Cap> caps, Amount least, Amount enough, Amount wish, Duration patience) {

  /** Terms never change. */
  public Terms {
    caps = List.copyOf(caps);
  }

  /** A hold of so much, no more and no less. */
  public Terms(List<Cap> caps, Amount hold, Duration patience) {
    this(caps, hold, hold, hold, patience);
  }

  /** No caps, and a hold that is only noted. */
  public static Terms free(Amount hold) {
    return new Terms(List.of(), hold, Duration.ZERO);
  }
}
