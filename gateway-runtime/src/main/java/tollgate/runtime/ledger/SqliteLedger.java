package tollgate.runtime.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import tollgate.runtime.budget.Answer;
import tollgate.runtime.budget.Claim;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.budget.Till;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.LifecycleEvent;
import tollgate.runtime.ledger.Settlement.Fault;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.Ticket;
import tollgate.runtime.store.Writer;

/** The ledger on the database's writer. */
final class SqliteLedger implements Ledger {

  /** Longer than a healthy disk ever takes; a call is not worth waiting for a sick one. */
  private static final Duration LONGEST_OPENING = Duration.ofSeconds(15);

  /** Counters nobody used for so long are forgotten; a session that wakes up is asked for again. */
  private static final Duration REMEMBERED = Duration.ofDays(2);

  /** Counters are forgotten after days only; twice in a row would be a fault. */
  private static final int MOST_LOADS = 3;

  private static final Duration SWEEP_EVERY = Duration.ofHours(1);

  private record Handed(Opening opening, Ticket ticket) {}

  private final Writer writer;
  private final Till till;
  private final CounterLoads loads;
  private final InstantSource clock;
  private final AtomicLong lastRow;
  private final AtomicLong nextSweep = new AtomicLong();

  SqliteLedger(Writer writer, Till till, InstantSource clock, long lastRow) {
    this.writer = writer;
    this.till = till;
    this.loads = new CounterLoads(till, writer);
    this.clock = clock;
    this.lastRow = new AtomicLong(lastRow);
  }

  @Override
  public Opened open(CallOpening opening, Terms terms) {
    long from = System.nanoTime();
    long id = lastRow.incrementAndGet();
    Claim claim =
        new Claim(
            opening.arrivedAt(),
            new CallRow(id, opening, State.PENDING).axes(),
            terms.caps(),
            terms.least(),
            terms.enough(),
            terms.wish());
    return switch (admit(claim, terms)) {
      case Lease lease -> {
        long waited = terms.caps().isEmpty() ? 0 : System.nanoTime() - from; // for room
        CallOpening let = opening.let(lease.hold().money(), waited);
        yield new Opened.Admitted(open(new CallRow(id, let, State.PENDING), lease));
      }
      case Answer.Exhausted exhausted -> new Opened.Exhausted(exhausted, till.leftOfEach(claim));
      case Answer.Contended contended -> new Opened.Contended(contended, till.leftOfEach(claim));
      case Answer.Unknown(var counters) ->
          throw GatewayProblem.STORE_UNAVAILABLE.exception(
              "the counters " + counters + " were forgotten as soon as they were known");
    };
  }

  /** Asks the ledger what the till does not know, and then the till again. */
  private Answer admit(Claim claim, Terms terms) {
    Answer answer = till.admit(claim, terms.patience());
    for (int i = 0; i < MOST_LOADS && answer instanceof Answer.Unknown(var counters); i++) {
      counters.forEach(counter -> loads.load(counter, claim.at()));
      answer = till.admit(claim, terms.patience());
    }
    return answer;
  }

  private OpenCall open(CallRow row, Lease lease) {
    CallOpening opening = row.opening();
    var call = new LiveCall(row, lease, writer, loads, clock);
    Handed handed = lease.enqueue(missing -> hand(new Opening(row, missing)));
    try {
      handed.ticket().await(LONGEST_OPENING);
    } catch (ProblemException e) {
      handed.ticket().whenOver(call::takeBack, failure -> lease.release());
      Events.log(
          LifecycleEvent.LIFECYCLE_PRELOG_FAILED,
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

  @Override
  public long nextRow() {
    return lastRow.incrementAndGet();
  }

  private void forgetIdleCounters() {
    long now = clock.millis();
    long due = nextSweep.get();
    if (now >= due && nextSweep.compareAndSet(due, now + SWEEP_EVERY.toMillis())) {
      till.forgetIdle(Instant.ofEpochMilli(now).minus(REMEMBERED));
    }
  }

  /** A row alone need not wait for what others have to settle; a question must see all of it. */
  private Handed hand(Opening opening) {
    return new Handed(opening, opening.asks() ? writer.submit(opening) : writer.ahead(opening));
  }
}
