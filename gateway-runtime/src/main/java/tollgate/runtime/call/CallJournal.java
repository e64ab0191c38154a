package tollgate.runtime.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tollgate.api.call.DialectId;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.LifecycleEvent;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.CallOpening;
import tollgate.runtime.ledger.CostStatus;
import tollgate.runtime.ledger.Ledger;
import tollgate.runtime.ledger.State;
import tollgate.runtime.ledger.Timings;
import tollgate.runtime.problem.ProblemReport;

/**
 * Tells everyone what became of a call: the ledger of refused ones, the log, the meters, the feed.
 */
final class CallJournal {

  private final Ledger ledger;
  private final CallMeters meters;
  private final CallFeed feed;
  private final SessionMemory sessions;
  private final Estimates estimates;
  private final CallTraces traces;
  private final UnknownPrices unknownPrices = new UnknownPrices();

  CallJournal(
      Ledger ledger,
      CallMeters meters,
      CallFeed feed,
      SessionMemory sessions,
      Estimates estimates,
      CallTraces traces) {
    this.estimates = estimates;
    this.traces = traces;
    this.ledger = ledger;
    this.meters = meters;
    this.feed = feed;
    this.sessions = sessions;
  }

  /** The call is about to be sent. */
  void started(FundedCall funded, RunningCall running) {
    if (!funded.call().facts().billable()) {
      return;
    }
    if (Events.writes(LifecycleEvent.LIFECYCLE_PRE_LOGGED)) {
      Events.log(
          LifecycleEvent.LIFECYCLE_PRE_LOGGED, about(running, running.facts().dialect()).toArray());
    }
    if (feed.watched()) {
      feed.tell(
          new CallEvent.Started(
              running.id().text(),
              Instant.now(),
              running.identity(),
              running.provider(),
              running.model()));
    }
  }

  /** A call that was sent has ended. */
  void ended(FundedCall funded, RunningCall running, Ending ending) {
    if (!funded.call().facts().billable()) {
      return;
    }
    meters.ended(running, ending);
    meters.ended(funded, running, ending);
    estimates.learn(running.identity(), funded.routed().model(), running.facts(), ending.usage());
    sessions.ended(
        running.identity(),
        running.facts().toolResults(),
        ending.state() != State.FAILED && ending.state() != State.ABORTED);
    if (ending.bill().status() == CostStatus.UNPRICED
        && !ending.pricing().isKnown(ending.usage().servedModel())) {
      unknownPrices.met(running.provider(), running.model());
    }
    Event event =
        ending.state() == State.ABORTED
            ? LifecycleEvent.LIFECYCLE_ABORTED
            : LifecycleEvent.LIFECYCLE_FINALIZED;
    if (Events.writes(event)) {
      log(event, running, ending, funded.call().body().length());
    }
    finished(
        running,
        new End(
            ending.state(),
            ending.status(),
            ending.usage().tokens(),
            ending.bill(),
            ending.timings()));
    if (traces.wanted()) {
      traces.ended(trace(funded, running, ending));
    }
  }

  private static CallTrace trace(FundedCall funded, RunningCall running, Ending ending) {
    CostStatus cost = ending.bill().status();
    boolean priced = cost == CostStatus.OK || cost == CostStatus.ESTIMATED;
    return new CallTrace(
        running.id().text(),
        running.parent(),
        running.arrivedAt(),
        ending.timings().totalNanos(),
        ending.timings().firstByteNanos(),
        request(running, running.facts().dialect(), funded.routed().provider().type()),
        new CallTrace.Served(
            ending.state(),
            ending.status(),
            ending.fault().code(),
            ending.usage().servedModel(),
            ending.usage().tokens(),
            priced ? ending.bill().amount().toUsd().toPlainString() : ""),
        running.attempts());
  }

  private static CallTrace.Request request(RunningCall running, DialectId dialect, String type) {
    return new CallTrace.Request(
        running.identity(),
        dialect.value(),
        running.path(),
        running.provider(),
        type,
        running.model(),
        running.facts().streaming());
  }

  private static CallTrace refusal(
      RunningCall running, DialectId dialect, int status, String code) {
    Duration took = Duration.between(running.arrivedAt(), Instant.now());
    return new CallTrace(
        running.id().text(),
        running.parent(),
        running.arrivedAt(),
        Math.max(0, took.toNanos()),
        Timings.UNKNOWN,
        request(running, dialect, ""),
        new CallTrace.Served(State.REFUSED, status, code, "", TokenCounts.ZERO, ""),
        List.of());
  }

  /**
   * A call was turned away before it was sent. It leaves a row when its path belongs to a dialect
   * or its body names a model: what would have cost money had it been let through.
   */
  void refused(CallOpening opening, RunningCall running, ProblemReport problem, int status) {
    String code = problem.problem().code();
    DialectId dialect = opening.what().dialect();
    meters.refused(code);
    if (Events.writes(LifecycleEvent.LIFECYCLE_REFUSED)) {
      List<Object> fields = about(running, dialect);
      Collections.addAll(fields, "status", status, "code", code);
      Events.log(LifecycleEvent.LIFECYCLE_REFUSED, fields.toArray());
    }
    if (dialect.equals(DialectId.NONE) && !running.facts().billable()) {
      return;
    }
    ledger.refuse(opening, status, code, problem.what());
    if (traces.wanted()) {
      traces.ended(refusal(running, dialect, status, code));
    }
    finished(running, new End(State.REFUSED, status, TokenCounts.ZERO, Bill.NONE, Timings.NONE));
  }

  /** What watchers are told of an end. */
  private record End(State state, int status, TokenCounts tokens, Bill bill, Timings timings) {}

  private void finished(RunningCall running, End end) {
    if (feed.watched()) {
      feed.tell(
          new CallEvent.Finished(
              running.id().text(),
              Instant.now(),
              running.identity(),
              running.provider(),
              running.model(),
              end.state(),
              end.status(),
              end.tokens(),
              end.bill(),
              end.timings()));
    }
  }

  /** What every line about a call says: who calls, and for what. */
  private static List<Object> about(RunningCall running, DialectId dialect) {
    var fields = new ArrayList<Object>();
    Collections.addAll(
        fields,
        "tool",
        running.identity().tool(),
        "instance",
        running.identity().instance(),
        "session",
        running.identity().session(),
        "key",
        running.key(),
        "dialect",
        dialect,
        "provider",
        running.provider(),
        "model",
        running.model(),
        "path",
        running.path());
    return fields;
  }

  /** The one line per call that a person can read and a program can add up. */
  private static void log(Event event, RunningCall running, Ending ending, int requestBytes) {
    List<Object> fields = about(running, running.facts().dialect());
    Collections.addAll(
        fields,
        "agent",
        running.identity().agent(),
        "status",
        ending.status(),
        "lifecycle_status",
        ending.state().word(),
        "account",
        ending.served().account(),
        "served_model",
        ending.usage().servedModel(),
        "streamed",
        running.facts().streaming(),
        "first_byte_ms",
        millis(ending.timings().firstByteNanos()),
        "total_ms",
        millis(ending.timings().totalNanos()),
        "request_bytes",
        requestBytes,
        "reply_bytes",
        ending.replyBytes(),
        "error_code",
        ending.fault().code());
    used(fields, ending);
    Events.log(event, fields.toArray());
  }

  private static void used(List<Object> fields, Ending ending) {
    TokenCounts tokens = ending.usage().tokens();
    CostStatus cost = ending.bill().status();
    boolean priced = cost == CostStatus.OK || cost == CostStatus.ESTIMATED;
    Collections.addAll(
        fields,
        "input_tokens",
        tokens.input(),
        "output_tokens",
        tokens.output(),
        "cache_read_tokens",
        tokens.cacheRead(),
        "cache_write_tokens",
        tokens.cacheWrite(),
        "reasoning_tokens",
        tokens.reasoning(),
        "cost_usd",
        priced ? ending.bill().amount().toUsd() : "",
        "cost_status",
        cost.word(),
        "provenance",
        ending.usage().provenance());
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(Math.max(0, nanos)).toMillis();
  }
}
