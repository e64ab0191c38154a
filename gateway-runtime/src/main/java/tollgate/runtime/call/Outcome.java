package tollgate.runtime.call;

import java.util.function.Function;
import tollgate.runtime.problem.ProblemReport;

/** What a stage answers: the call in its next, richer form, or the problem to refuse it with. */
sealed interface Outcome<T> {

  /** The call goes on. */
  record Passed<T>(T call) implements Outcome<T> {}

  /** The call ends here. */
  record Refused<T>(ProblemReport problem) implements Outcome<T> {}

  /** Runs the next stage on a call that passed; a refusal skips every later stage. */
  default <N> Outcome<N> then(Function<T, Outcome<N>> next) {
    return switch (this) {
      case Passed<T>(var call) -> next.apply(call);
      case Refused<T>(var problem) -> new Refused<>(problem);
    };
  }
}
