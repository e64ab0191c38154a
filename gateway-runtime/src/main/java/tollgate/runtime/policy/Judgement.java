package tollgate.runtime.policy;

import tollgate.runtime.problem.ProblemReport;

/** What all policies together say of one call, with the record of how they came to it. */
public sealed interface Judgement {

  /**
   * The facts used and each policy's answer, as compact JSON without secrets; kept with the row.
   */
  String snapshot();

  /** No policy has anything against the call or to change about it. */
  record NoOpinion(String snapshot) implements Judgement {}

  /** A policy refuses the call. */
  record Denied(String snapshot, ProblemReport reason) implements Judgement {}
}
