package tollgate.runtime.call;

import java.time.Instant;
import java.util.Optional;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.ledger.Attempt;
import tollgate.runtime.ledger.Timings;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.Trouble;
import tollgate.runtime.upstream.TryListener;

/**
 * Notes every try at an upstream beside the call's row. A try that got a reply waits for what the
 * reply's head tells of the account that served.
 */
final class Tries implements TryListener {

  private record Open(OpenProvider provider, Try attempt, Instant startedAt) {}

  private final Reservation reservation;
  private final CallMeters meters;
  private final RunningCall running;
  private OpenProvider provider;
  private Optional<Open> open = Optional.empty();
  private Instant startedAt = Instant.EPOCH;
  private int count;

  /** The tries of one call, at first with the provider it was routed to. */
  Tries(FundedCall funded, RunningCall running, CallMeters meters) {
    this.reservation = funded.reservation();
    this.provider = funded.routed().provider();
    this.running = running;
    this.meters = meters;
  }

  /** The tries that follow are made with this one. */
  void asking(OpenProvider next) {
    failed();
    provider = next;
  }

  /** How many tries were made so far. */
  int count() {
    return count;
  }

  @Override
  public void starting(int number) {
    failed();
    startedAt = Instant.now();
    count++;
  }

  @Override
  public void ended(Try attempt) {
    meters.attempt(provider.id(), attempt);
    failed();
    open = Optional.of(new Open(provider, attempt, startedAt));
  }

  /** The last try is the one that serves. */
  void answered(ReplyNotes notes) {
    note(notes, "answered", "");
  }

  /** The last try was turned down, and the call moves on. */
  void turnedDown(ReplyNotes notes, Trouble trouble) {
    note(notes, "refused", trouble.word());
  }

  /** No try served. */
  void failed() {
    note(ReplyNotes.NONE, "answered", "");
  }

  private void note(ReplyNotes notes, String outcome, String error) {
    open.ifPresent(one -> {
      boolean replied = one.attempt().status() > 0;
      var attempt =
          new Attempt(
              one.provider().id(),
              one.provider().accountOf(notes),
              notes.upstreamId(),
              one.startedAt(),
              replied ? one.attempt().took().toNanos() : Timings.UNKNOWN,
              one.attempt().status(),
              replied ? outcome : "failed",
              replied ? error : one.attempt().problem());
      reservation.attempt(attempt);
      running.tried(attempt);
    });
    open = Optional.empty();
  }
}
