package tollgate.runtime.policy;

import tollgate.runtime.problem.ProblemReport;

/** What all policies together say of one call, with the record of how they came to it. */
public sealed interface Judgement {

  /**
   * The facts used and each policy's answer, as compact JSON without secrets; kept with the row.
   */
  String snapshot();

  /** No policy is against the call; it goes on under these orders. */
  record Admitted(String snapshot, Orders orders) implements Judgement {}

  /** A policy refuses the call. */
  record Denied(String snapshot, ProblemReport reason) implements Judgement {}
}
