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
  private final UnknownPrices unknownPrices = new UnknownPrices();

  CallJournal(Ledger ledger, CallMeters meters, CallFeed feed) {
    this.ledger = ledger;
    this.meters = meters;
    this.feed = feed;
  }

  /** The call is about to be sent. */
  void started(FundedCall funded, RunningCall running) {
    if (Events.writes(Event.LIFECYCLE_PRE_LOGGED) && funded.call().facts().billable()) {
      Events.log(
          Event.LIFECYCLE_PRE_LOGGED,
          "tool",
          running.identity().tool(),
          "instance",
          running.identity().instance(),
          "session",
          running.identity().session(),
          "key",
          running.key(),
          "dialect",
          running.facts().dialect(),
          "provider",
          running.provider(),
          "model",
          running.model(),
          "path",
          running.path());
    }
    if (feed.watched() && funded.call().facts().billable()) {
      var routed = funded.routed();
      feed.tell(
          new CallEvent.Started(
              funded.call().arrival().id().text(),
              Instant.now(),
              routed.judged().authenticated().identified().identity(),
              routed.provider().id(),
              routed.model()));
    }
  }

  /** A call that was sent has ended. */
  void ended(FundedCall funded, RunningCall running, Ending ending) {
    if (!funded.call().facts().billable()) {
      return;
    }
    meters.ended(running, ending);
    if (ending.bill().status() == CostStatus.UNPRICED
        && !ending.pricing().isKnown(ending.usage().servedModel())) {
      unknownPrices.met(running.provider(), running.model());
    }
    Event event =
        ending.state() == State.ABORTED ? Event.LIFECYCLE_ABORTED : Event.LIFECYCLE_FINALIZED;
    if (Events.writes(event)) {
      log(event, running, ending, funded.call().body().length());
    }
    if (feed.watched()) {
      feed.tell(
          new CallEvent.Finished(
              running.id().text(),
              Instant.now(),
              running.identity(),
              running.provider(),
              running.model(),
              ending.state(),
              ending.status(),
              ending.usage().tokens(),
              ending.bill(),
              ending.timings()));
    }
  }

  /**
   * A call was turned away before it was sent. It leaves a row when its path belongs to a dialect
   * or its body names a model: what would have cost money had it been let through.
   */
  void refused(CallOpening opening, RunningCall running, ProblemReport problem, int status) {
    meters.refused(problem.problem().code());
    Events.log(
        Event.LIFECYCLE_REFUSED,
        "status",
        status,
        "code",
        problem.problem().code(),
        "tool",
        running.identity().tool(),
        "instance",
        running.identity().instance(),
        "session",
        running.identity().session(),
        "key",
        running.key(),
        "dialect",
        opening.what().dialect(),
        "provider",
        running.provider(),
        "model",
        running.model(),
        "path",
        running.path());
    boolean counts = !opening.what().dialect().equals(DialectId.NONE) || running.facts().billable();
    if (!counts) {
      return;
    }
    ledger.refuse(opening, status, problem.problem().code(), problem.what());
    if (feed.watched()) {
      feed.tell(
          new CallEvent.Finished(
              running.id().text(),
              Instant.now(),
              running.identity(),
              running.provider(),
              running.model(),
              State.REFUSED,
              status,
              TokenCounts.ZERO,
              Bill.NONE,
              Timings.NONE));
    }
  }

  /** The one line per call that a person can read and a program can add up. */
  private static void log(Event event, RunningCall running, Ending ending, int requestBytes) {
    var fields = new ArrayList<Object>();
    who(fields, running);
    what(fields, running, ending);
    used(fields, ending);
    Collections.addAll(
        fields,
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
    Events.log(event, fields.toArray());
  }

  private static void who(List<Object> fields, RunningCall running) {
    Collections.addAll(
        fields,
        "tool",
        running.identity().tool(),
        "instance",
        running.identity().instance(),
        "session",
        running.identity().session(),
        "agent",
        running.identity().agent(),
        "key",
        running.key());
  }

  private static void what(List<Object> fields, RunningCall running, Ending ending) {
    Collections.addAll(
        fields,
        "status",
        ending.status(),
        "lifecycle_status",
        ending.state().word(),
        "dialect",
        running.facts().dialect(),
        "provider",
        running.provider(),
        "account",
        ending.served().account(),
        "model",
        running.model(),
        "served_model",
        ending.usage().servedModel(),
        "path",
        running.path(),
        "streamed",
        running.facts().streaming());
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
