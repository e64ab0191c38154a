package tollgate.runtime.ledger;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import tollgate.api.usage.Money;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Answer;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.LifecycleEvent;
import tollgate.runtime.ledger.Settlement.Fault;
import tollgate.runtime.ledger.Settlement.Served;
import tollgate.runtime.store.Writer;

/**
 * A running call. Its notes are skipped once the call has ended: the settlement says it all, and is
 * in the queue behind them.
 */
final class LiveCall implements OpenCall {
  private static final int CLIENT_CLOSED = 499;

  private record Note(Usage usage, Money hold) {}

  private final CallRow row;
  private final Lease lease;
  private final Writer writer;
  private final CounterLoads loads;
  private final InstantSource clock;
  private final AtomicBoolean noteQueued = new AtomicBoolean();
  private int attempts;

  /** How often the settlement was refused; the writer's thread counts. */
  private int delays;

  private boolean sent;
  private String movedTo = "";
  private volatile Note note;
  private volatile boolean ended;

  LiveCall(CallRow row, Lease lease, Writer writer, CounterLoads loads, InstantSource clock) {
    this.row = row;
    this.lease = lease;
    this.writer = writer;
    this.loads = loads;
    this.clock = clock;
    this.note = new Note(Usage.UNKNOWN, row.opening().decided().hold());
  }

  @Override
  public CallId id() {
    return row.opening().id();
  }

  @Override
  public long rowId() {
    return row.id();
  }

  @Override
  public void attempt(Attempt attempt) {
    int number = ++attempts;
    writer.later(transaction -> CallTable.attempt(transaction, row.id(), number, attempt));
  }

  @Override
  public void dispatched() {
    sent = true;
    writer.later(transaction -> {
      if (!ended) {
        CallTable.dispatched(transaction, row.id());
      }
    });
  }

  @Override
  public boolean rerouted(String provider, Amount hold) {
    var axes = new HashMap<>(row.axes());
    axes.put(Axes.PROVIDER, CallRow.clipped(provider));
    Answer answer = lease.move(axes, hold);
    while (answer instanceof Answer.Unknown(var counters)) {
      counters.forEach(counter -> loads.load(counter, row.opening().arrivedAt()));
      answer = lease.move(axes, hold);
    }
    if (!(answer instanceof Lease)) {
      return false;
    }
    note = new Note(note.usage(), lease.hold().money());
    movedTo = provider;
    writer.later(transaction -> {
      if (!ended) {
        CallTable.rerouted(transaction, row.id(), provider, note.hold());
      }
    });
    return true;
  }

  @Override
  public Amount hold() {
    return lease.hold();
  }

  @Override
  public List<Lease.Left> left() {
    return lease.leftOfEach();
  }

  @Override
  public Duration waited() {
    return lease.waited();
  }

  @Override
  public Money overrun() {
    return lease.overrun();
  }

  @Override
  public void clamped(long tokens) {
    writer.later(transaction -> CallTable.clamped(transaction, row.id(), tokens));
  }

  @Override
  public boolean renew(Amount needed, Amount wish) {
    return lease.renew(needed, wish);
  }

  @Override
  public void progress(Usage usage, Amount hold) {
    if (!lease.isCapped()) {
      lease.force(hold);
    }
    note = new Note(usage, lease.hold().money());
    if (noteQueued.compareAndSet(false, true)) {
      writer.later(transaction -> {
        noteQueued.set(false);
        if (!ended) {
          CallTable.progress(transaction, row.id(), note.usage(), note.hold());
        }
      });
    }
  }

  @Override
  public void settle(Settlement settlement) {
    var ending = new Ending(row, settlement.by(movedTo), attempts, clock.millis());
    Amount cost = Amount.call(settlement.bill().amount(), settlement.usage().tokens().total());
    lease.settle(cost, () -> write(ending));
  }

  @Override
  public void close() {
    if (!ended) {
      settle(abandoned());
    }
  }

  /** Ends a call whose opening was given up before it was durable; nothing was sent. */
  void takeBack() {
    settle(
        new Settlement(
            State.FAILED,
            0,
            Usage.UNKNOWN,
            Bill.NONE,
            Served.UNTOLD,
            Timings.NONE,
            new Fault("store.unavailable", "The row came too late; nothing was sent.")));
  }

  private void write(Ending ending) {
    ended = true;
    writer
        .later(transaction -> CallTable.settle(transaction, ending), this::logDelay)
        .whenOver(() -> {}, failure -> logLoss(failure));
  }

  /** What is charged when nobody said: the hold, unless nothing was sent. */
  private Settlement abandoned() {
    Usage usage = note.usage();
    boolean told = usage.provenance() != Provenance.UNKNOWN;
    return new Settlement(
        State.ABORTED,
        CLIENT_CLOSED,
        told ? usage.withProvenance(Provenance.RUNNING) : usage,
        sent ? Bill.estimated(note.hold()) : Bill.NONE,
        new Served(movedTo, "", ""),
        Timings.NONE,
        new Fault("aborted", "The call ended without being settled."));
  }

  /** The 1st, 2nd, 4th, 8th … time: a full disk is no reason to flood the log. */
  private void logDelay(String reason) {
    delays++;
    if (Integer.bitCount(delays) == 1) {
      Events.log(
          LifecycleEvent.LIFECYCLE_FINALIZE_FAILED,
          "call",
          row.opening().id().text(),
          "row_id",
          row.id(),
          "attempt",
          delays,
          "reason",
          reason);
    }
  }

  private void logLoss(Throwable failure) {
    Events.log(
        LifecycleEvent.LIFECYCLE_FINALIZE_LOST,
        "call",
        row.opening().id().text(),
        "row_id",
        row.id(),
        "reason",
        failure.toString());
  }
}
