package tollgate.runtime.ledger;

import java.util.List;

/** The ways in which calls of a {@link Crowd} end. */
enum CrowdEnding {
  DONE(State.SETTLED, 200, ""),
  BROKE(State.FAILED, 502, "upstream.broke"),
  LIMITED(State.FAILED, 429, "upstream.error"),
  LEFT(State.ABORTED, 499, ""),
  SPENT(State.REFUSED, 402, "budget.spent"),
  DENIED(State.REFUSED, 403, "policy.denied");

  private static final List<CrowdEnding> ALL = List.of(values());
  private static final List<CostStatus> COSTS = List.of(CostStatus.values());

  final State state;
  final int status;
  final String error;

  CrowdEnding(State state, int status, String error) {
    this.state = state;
    this.status = status;
    this.error = error;
  }

  /** Whether something was used. */
  boolean used() {
    return this == DONE || this == LEFT;
  }

  /** Names this ending with such a cost in {@link CrowdTables}. */
  int number(CostStatus cost) {
    return ALL.indexOf(this) * COSTS.size() + COSTS.indexOf(cost);
  }
}
