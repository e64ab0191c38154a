package tollgate.runtime.replay;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import tollgate.runtime.budget.Period;
import tollgate.runtime.budget.Span;
import tollgate.runtime.policy.Verdict.Unit;
import tollgate.runtime.policy.Window;

/**
 * One kind of counter: of a unit, in a window, by some axes. Calls come in the order of arrival.
 */
final class CapMeter {

  private static final String HIDDEN = "\u0000";

  private final Kind kind;
  private final Before before;
  private final long from;
  private final Span span;
  private final Map<List<String>, Counter> counters = new HashMap<>();

  /** The window that was asked for last: calls come in the order of arrival. */
  private Period window = new Period(0, 0);

  /** What is counted and for how long. */
  record Kind(Unit unit, Window per, List<String> by, ZoneId zone) {

    Range amount(Posted posted) {
      return switch (unit) {
        case USD -> posted.cost();
        case TOKENS -> posted.tokens();
        case CALLS, CONCURRENT -> posted.calls();
      };
    }

    /** Whether calls leave it one by one, and not all together. */
    boolean letsGo() {
      return per.kind() == Window.Kind.ROLLING || per.kind() == Window.Kind.NONE;
    }

    boolean isByTags() {
      return by.stream().anyMatch(axis -> axis.startsWith("tag:"));
    }

    boolean hasLeft(Posted posted, long now) {
      return per.kind() == Window.Kind.NONE
          ? posted.until() <= now
          : posted.at() <= now - per.seconds() * 1_000;
    }
  }

  /** What came together for some values. */
  private final class Counter {
    private final RunningSum sum = new RunningSum();
    private final Queue<Posted> leaving =
        kind.per.kind() == Window.Kind.NONE
            ? new PriorityQueue<>(Comparator.comparingLong(Posted::until))
            : new ArrayDeque<>();
    private long began = Long.MIN_VALUE;

    void add(Posted posted) {
      roll(posted.at());
      sum.add(kind.amount(posted));
      if (kind.letsGo()) {
        leaving.add(posted);
      }
    }

    /** Time has come to a call's arrival. */
    void roll(long now) {
      if (kind.letsGo()) {
        while (!leaving.isEmpty() && kind.hasLeft(leaving.element(), now)) {
          sum.take(kind.amount(leaving.remove()));
        }
      } else if (begin(now) != began) {
        sum.clear();
        began = begin(now);
      }
    }
  }

  /**
   * A counter of nothing.
   *
   * @param from when the first row that it is told of can have arrived, in milliseconds
   */
  CapMeter(Kind kind, Before before, long from) {
    this.kind = kind;
    this.before = before;
    this.from = from;
    this.span = kind.per.span(kind.zone);
  }

  /** When the window began that an arrival lies in, in milliseconds; 0 for no beginning. */
  private long begin(long at) {
    if (kind.per.kind() == Window.Kind.ROLLING) {
      return at - kind.per.seconds() * 1_000;
    }
    if (!window.contains(at)) {
      window = span.periodAt(Instant.ofEpochMilli(at));
    }
    return window.from();
  }

  /** A call was let through, or may have been. */
  void add(Posted posted) {
    values(posted).ifPresent(values -> counter(values).add(posted));
    if (kind.per.kind() == Window.Kind.AGENT && !posted.axes().parent().isEmpty()) {
      starters(posted).forEach(values -> counter(values).add(posted));
    }
  }

  private Counter counter(List<String> values) {
    return counters.computeIfAbsent(values, key -> new Counter());
  }

  /** What has come together for the values of a call; nothing for one that lacks a value. */
  Range sum(Posted call) {
    Optional<List<String>> values = values(call);
    if (values.isEmpty()) {
      return Range.ZERO;
    }
    Counter counter = counter(values.get());
    counter.roll(call.at());
    return counter.sum.range().plus(earlier(call));
  }

  private Optional<List<String>> values(Posted posted) {
    return values(posted, posted.axes().agent());
  }

  /** Whom an agent's calls count for as well: the one that started it. */
  private List<List<String>> starters(Posted posted) {
    String parent = posted.axes().parent();
    return parent.equals(posted.axes().agent())
        ? List.of()
        : values(posted, parent).map(List::of).orElse(List.of());
  }

  private Optional<List<String>> values(Posted posted, String agent) {
    var values = new ArrayList<String>();
    Axes axes = posted.axes();
    if (kind.per.kind() == Window.Kind.SESSION || kind.per.kind() == Window.Kind.AGENT) {
      values.add(axes.tool());
      values.add(axes.session().isEmpty() ? HIDDEN : axes.session());
    }
    if (kind.per.kind() == Window.Kind.AGENT) {
      values.add(agent);
    }
    for (String axis : kind.by) {
      values.add(axes.on(axis, posted.tags()).isEmpty() ? HIDDEN : axes.on(axis, posted.tags()));
    }
    return values.contains(HIDDEN) ? Optional.empty() : Optional.of(values);
  }

  /** What came together in the window before the first row. */
  private Range earlier(Posted call) {
    if (kind.isByTags()) {
      return Range.ZERO; // the policy that gives them was not there yet
    }
    return switch (kind.per.kind()) {
      case NONE -> Range.ZERO;
      case SESSION -> ofSession(call.axes());
      case AGENT -> knew(call.axes()) ? Range.ANY : Range.ZERO;
      case LIFETIME -> ofLifetime(call.axes());
      default -> begin(call.at()) >= from ? Range.ZERO : Range.ANY;
    };
  }

  private boolean knew(Axes axes) {
    return before.knows(axes.tool(), axes.session());
  }

  private Range ofSession(Axes axes) {
    if (!knew(axes)) {
      return Range.ZERO;
    }
    return kind.by.stream().allMatch(axis -> axis.equals("tool") || axis.equals("session"))
        ? amount(before.session(axes.tool(), axes.session()))
        : Range.ANY;
  }

  private Range ofLifetime(Axes axes) {
    return switch (kind.by) {
      case List<String> by when by.isEmpty() -> amount(before.lifetime("total", ""));
      case List<String> by when by.equals(List.of("tool")) ->
          amount(before.lifetime("tool", axes.tool()));
      case List<String> by when by.equals(List.of("key")) ->
          amount(before.lifetime("key", axes.key()));
      case List<String> by when by.equals(List.of("session")) -> ofSession(axes);
      default -> Range.ANY;
    };
  }

  private Range amount(Before.Sums sums) {
    return switch (kind.unit) {
      case USD -> Range.of(sums.cost());
      case TOKENS -> Range.of(sums.tokens());
      case CALLS, CONCURRENT -> Range.of(sums.calls());
    };
  }
}
