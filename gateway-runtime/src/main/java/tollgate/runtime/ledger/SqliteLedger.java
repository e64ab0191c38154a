package tollgate.runtime.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tollgate.api.call.Identity;
import tollgate.api.face.Axis;
import tollgate.runtime.budget.Claim;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.budget.Till;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.Events;
import tollgate.runtime.ledger.Settlement.Fault;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.Ticket;
import tollgate.runtime.store.Writer;

/** The ledger on the database's writer. */
final class SqliteLedger implements Ledger {

  /** Longer than a healthy disk ever takes; a call is not worth waiting for a sick one. */
  private static final Duration LONGEST_OPENING = Duration.ofSeconds(15);

  /** Counters nobody used for so long are forgotten; a session that wakes up is asked for again. */
  private static final Duration REMEMBERED = Duration.ofDays(2);

  private static final Duration SWEEP_EVERY = Duration.ofHours(1);

  private record Handed(Opening opening, Ticket ticket) {}

  private final Writer writer;
  private final Till till;
  private final InstantSource clock;
  private final AtomicLong lastRow;
  private final AtomicLong nextSweep = new AtomicLong();

  SqliteLedger(Writer writer, Till till, InstantSource clock, long lastRow) {
    this.writer = writer;
    this.till = till;
    this.clock = clock;
    this.lastRow = new AtomicLong(lastRow);
  }

  @Override
  public OpenCall open(CallOpening opening) {
    var row = new CallRow(lastRow.incrementAndGet(), opening, State.PENDING);
    Lease lease = till.admit(claimOf(opening));
    var call = new LiveCall(row, lease, writer, clock);
    Handed handed = lease.enqueue(missing -> hand(new Opening(row, missing)));
    try {
      handed.ticket().await(LONGEST_OPENING);
    } catch (ProblemException e) {
      handed.ticket().whenOver(call::takeBack, failure -> lease.release());
      Events.log(
          Event.LIFECYCLE_PRELOG_FAILED,
          "call",
          opening.id().text(),
          "path",
          opening.what().path(),
          "reason",
          e.report().what());
      throw e;
    }
    handed.opening().completeCounters(till);
    forgetIdleCounters();
    return call;
  }

  @Override
  public Ticket refuse(CallOpening opening, int status, String errorCode, String message) {
    var row = new CallRow(lastRow.incrementAndGet(), opening, State.REFUSED);
    var turned = new Turned(row, status, new Fault(errorCode, message), clock.millis());
    return writer.offer(transaction -> CallTable.turnAway(transaction, turned));
  }

  private void forgetIdleCounters() {
    long now = clock.millis();
    long due = nextSweep.get();
    if (now >= due && nextSweep.compareAndSet(due, now + SWEEP_EVERY.toMillis())) {
      till.forgetIdle(Instant.ofEpochMilli(now).minus(REMEMBERED));
    }
  }

  private Handed hand(Opening opening) {
    return new Handed(opening, writer.submit(opening));
  }

  private static Claim claimOf(CallOpening opening) {
    return new Claim(opening.arrivedAt(), axesOf(opening), opening.decided().hold());
  }

  private static Map<Axis, String> axesOf(CallOpening opening) {
    Identity identity = opening.who().identity();
    return Map.of(
        Axis.TOOL, identity.tool(),
        Axis.INSTANCE, identity.instance(),
        Axis.SESSION, identity.session(),
        Axis.AGENT, identity.agent(),
        Axis.KEY, opening.who().keyId(),
        Axis.PROVIDER, opening.decided().provider(),
        Axis.MODEL, opening.decided().routedModel(),
        Axis.DIALECT, opening.what().dialect().value());
  }
}
