package tollgate.testkit;

import java.time.Duration;
import tollgate.api.call.Refusal;
import tollgate.api.call.RefusalKind;

/** Values that golden files refer to. */
public final class Samples {

  /** The refusal that endings and refusals are made of where a case does not say otherwise. */
  public static final Refusal REFUSAL =
      new Refusal(
          RefusalKind.BUDGET,
          "budget.exhausted",
          "The budget of this key is spent.",
          "Ask the operator.",
          Duration.ZERO,
          "01hzzzzzzzzzzzzzzzzzzzzzzz");

  private Samples() {}
}
