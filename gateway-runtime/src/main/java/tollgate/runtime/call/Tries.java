package tollgate.runtime.call;

import java.time.Instant;
import java.util.Optional;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.ledger.Attempt;
import tollgate.runtime.ledger.Timings;
import tollgate.runtime.upstream.TryListener;

/**
 * Notes every try at an upstream beside the call's row. A try that got a reply waits for what the
 * reply's head tells of the account that served.
 */
final class Tries implements TryListener {

  private final FundedCall funded;
  private final CallMeters meters;
  private Optional<Try> open = Optional.empty();
  private Instant startedAt = Instant.EPOCH;

  Tries(FundedCall funded, CallMeters meters) {
    this.funded = funded;
    this.meters = meters;
  }

  @Override
  public void starting(int number) {
    startedAt = Instant.now();
  }

  @Override
  public void ended(Try attempt) {
    meters.attempt(funded.routed().provider().id(), attempt);
    failed();
    open = Optional.of(attempt);
  }

  /** The last try is the one that serves. */
  void answered(ReplyNotes notes) {
    note(notes);
  }

  /** No try served. */
  void failed() {
    note(ReplyNotes.NONE);
  }

  private void note(ReplyNotes notes) {
    open.ifPresent(attempt ->
        funded
            .reservation()
            .attempt(
                new Attempt(
                    funded.routed().provider().id(),
                    notes.account(),
                    notes.upstreamId(),
                    startedAt,
                    attempt.status() > 0 ? attempt.took().toNanos() : Timings.UNKNOWN,
                    attempt.status(),
                    attempt.status() > 0 ? "answered" : "failed",
                    attempt.problem())));
    open = Optional.empty();
  }
}
