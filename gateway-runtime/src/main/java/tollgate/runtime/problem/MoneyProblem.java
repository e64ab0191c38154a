package tollgate.runtime.problem;

import static tollgate.api.call.RefusalKind.BAD_REQUEST;
import static tollgate.api.call.RefusalKind.BUDGET;
import static tollgate.api.call.RefusalKind.NOT_FOUND;
import static tollgate.api.call.RefusalKind.RATE_LIMITED;
import static tollgate.runtime.problem.Source.CLIENT;
import static tollgate.runtime.problem.Source.POLICY;

/** Caps that have no room, and prices that are not there. */
public enum MoneyProblem implements Problem {
  BUDGET_EXHAUSTED(POLICY.as(BUDGET), "The cap \"{0}\" has no room: {1}.", "{2}"),
  BUDGET_RATE(POLICY.as(RATE_LIMITED), "The limit \"{0}\" is reached: {1}.", "Wait {2}."),
  BUDGET_CONTENDED(POLICY.as(RATE_LIMITED), "Running calls fill the cap \"{0}\": {1}.", "{2}"),
  BUDGET_UNPRICED(POLICY.as(BUDGET), "The cap \"{0}\" limits money, and {1}.", "{2}"),
  BUDGET_REACHED(POLICY.as(BUDGET), "The answer ends here: the cap \"{0}\" is reached.", "{1}"),
  BUDGET_UNKNOWN(
      CLIENT.as(NOT_FOUND),
      "There is no budget \"{0}\", or there are several.",
      "Name one by its id; tollgate budgets and GET /admin/budgets list them."),
  BUDGET_BAD_TERMS(CLIENT.as(BAD_REQUEST), "The cap \"{0}\" cannot be changed so: {1}.", "{2}"),
  PRICE_NOTHING_HELD(
      CLIENT.as(NOT_FOUND),
      "No price sheet of \"{0}\" waits to be looked at.",
      "See /admin/pricing for the sources and what is held of them."),
  PRICE_NOT_SET(
      CLIENT.as(NOT_FOUND),
      "Nothing is set for {0} that could be withdrawn.",
      "See what is set at /admin/pricing/overrides and /admin/pricing/aliases."),
  PRICE_BAD_TERMS(
      CLIENT.as(BAD_REQUEST),
      "{0} cannot be changed: {1}.",
      "Correct all of it and send it again; docs/guide/prices.md has examples.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Wording wording;

  MoneyProblem(Source.Fault fault, String sentence, String remedy) {
    this.wording = new Wording(fault, sentence, remedy);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
