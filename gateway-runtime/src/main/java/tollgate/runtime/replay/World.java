package tollgate.runtime.replay;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import tollgate.api.usage.Money;
import tollgate.runtime.policy.Spending;
import tollgate.runtime.policy.Surroundings.SessionFacts;

/**
 * What would have been spent by a moment of the past. As in the gateway, {@code call.spent} and the
 * session's numbers count a call once it has ended, on the day it arrived; caps count it from its
 * arrival on, as a hold would.
 */
final class World {

  /** A call that runs, and all that is counted when it has ended. */
  private record Running(Posted posted, PastRow row) {}

  private record Sum(Spending what, String one, String other, long day) {}

  private final Before before;
  private final CapMeters meters;
  private final ZoneId zone;
  private final Map<Sum, Range> sums = new HashMap<>();
  private final Map<List<String>, PastSession> sessions = new HashMap<>();
  private final PriorityQueue<Running> running =
      new PriorityQueue<>(Comparator.comparingLong(one -> one.posted.until()));

  World(Before before, CapMeters meters, ZoneId zone) {
    this.before = before;
    this.meters = meters;
    this.zone = zone;
  }

  /** Time goes on: what ended by then is counted. */
  void advance(long now) {
    for (Running next = running.peek(); next != null; next = running.peek()) {
      if (next.posted.until() > now) {
        return;
      }
      end(running.remove());
    }
  }

  private void end(Running ended) {
    Posted posted = ended.posted;
    for (Spending what : Spending.values()) {
      if (counts(what, posted.axes())) {
        sums.merge(sum(what, posted.axes(), posted.at()), posted.cost(), Range::plus);
      }
    }
    if (posted.axes().hasSession()) {
      session(posted.axes()).add(ended.row, posted.sure());
    }
  }

  /** A call is let through, or may be. */
  void admit(PastRow row, Posted posted) {
    running.add(new Running(posted, row));
    meters.add(posted);
  }

  CapMeters meters() {
    return meters;
  }

  private static boolean counts(Spending what, Axes axes) {
    return switch (what) {
      case DAY, DAY_BY_TOOL -> true;
      case DAY_BY_KEY -> !axes.key().isEmpty();
      case SESSION -> axes.hasSession();
    };
  }

  private Sum sum(Spending what, Axes axes, long at) {
    return switch (what) {
      case DAY -> new Sum(what, "", "", day(at));
      case DAY_BY_TOOL -> new Sum(what, axes.tool(), "", day(at));
      case DAY_BY_KEY -> new Sum(what, axes.key(), "", day(at));
      case SESSION -> new Sum(what, axes.tool(), axes.session(), 0);
    };
  }

  private long day(long at) {
    return local(at, zone).toLocalDate().toEpochDay();
  }

  /** What was spent before a call that arrives now. */
  Range spent(Spending what, PastRow row) {
    Axes axes = row.axes();
    if (!counts(what, axes)) {
      return Range.ZERO;
    }
    Range seen = sums.getOrDefault(sum(what, axes, row.arrivedAt()), Range.ZERO);
    return what == Spending.SESSION
        ? seen.plus(Range.of(before.session(axes.tool(), axes.session()).cost()))
        : seen;
  }

  private PastSession session(Axes axes) {
    return sessions.computeIfAbsent(
        List.of(axes.tool(), axes.session()),
        id -> new PastSession(before.session(axes.tool(), axes.session())));
  }

  /** What was spent before a call, at the lower or the upper end. */
  Money amount(Spending what, PastRow row, boolean upper) {
    Range range = spent(what, row);
    return new Money(upper ? range.most() : range.least());
  }

  /** The session before a call, at the lower or the upper end. */
  SessionFacts session(PastRow row, boolean upper) {
    if (!row.axes().hasSession()) {
      return SessionFacts.NEW;
    }
    Range cost = spent(Spending.SESSION, row);
    Money usd = new Money(upper ? cost.most() : cost.least());
    return session(row.axes()).facts(usd, upper);
  }

  /** The facts of a call that are not known for certain, of those that were read. */
  List<String> uncertain(PastRow row, Iterable<String> read) {
    var uncertain = new ArrayList<String>();
    for (String fact : read) {
      if (isUncertain(row, fact)) {
        uncertain.add(fact);
      }
    }
    return uncertain;
  }

  private boolean isUncertain(PastRow row, String fact) {
    if (fact.startsWith("spent.")) {
      for (Spending what : Spending.values()) {
        if (fact.equals("spent." + what.text())) {
          return !spent(what, row).isKnown();
        }
      }
    }
    if (!fact.startsWith("session.") || !row.axes().hasSession()) {
      return false;
    }
    return switch (fact) {
      case "session.costUsd" -> !spent(Spending.SESSION, row).isKnown();
      case "session.calls", "session.steps" -> !session(row.axes()).countsAreKnown();
      case "session.repetition" -> !session(row.axes()).repetitionIsKnown();
      default -> false;
    };
  }

  /** Of a row's arrival in the operator's zone, for windows by the calendar. */
  static ZonedDateTime local(long at, ZoneId zone) {
    return Instant.ofEpochMilli(at).atZone(zone);
  }
}
