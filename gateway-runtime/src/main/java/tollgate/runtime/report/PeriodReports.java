package tollgate.runtime.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tollgate.api.face.Axis;
import tollgate.api.face.LedgerView.Point;
import tollgate.api.face.LedgerView.Slice;
import tollgate.api.face.LedgerView.Total;
import tollgate.api.json.Json;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.json.Shape;
import tollgate.runtime.report.SumQuery.Line;
import tollgate.runtime.store.Reads;

/**
 * All there is to say of a stretch of time, in one answer and as of one moment: everything
 * together, by each axis that people ask for, and its course. Blocks for one read of the database.
 */
public final class PeriodReports {
  private static final Shape COUNT = Shape.whole();

  private static final Shape.Members LINE =
      Shape.object(
              "requests", COUNT,
              "failed", COUNT,
              "aborted", COUNT,
              "refused", COUNT,
              "input_tokens", COUNT,
              "cache_read_tokens", COUNT,
              "cache_creation_tokens", COUNT)
          .and(
              "output_tokens", COUNT,
              "reasoning_tokens", COUNT,
              "total_tokens", COUNT,
              "cost_usd", new Shape.Decimal(),
              "unpriced_requests", COUNT);

  /** Short enough for a page, long enough to see a course. */
  private static final int MOST_STEPS = 32;

  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(28));

  /** By what sums are taken apart, by the names under which they are told. */
  private static final Map<String, List<Axis>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("tools", List.of(Axis.TOOL));
    GROUPS.put("models", List.of(Axis.MODEL));
    GROUPS.put("keys", List.of(Axis.KEY));
    GROUPS.put("sessions", List.of(Axis.TOOL, Axis.SESSION));
    GROUPS.put("providers", List.of(Axis.PROVIDER));
    GROUPS.put("accounts", List.of(Axis.ACCOUNT));
  }

  private final Reads reads;

  /** Reports over this database. */
  public PeriodReports(Reads reads) {
    this.reads = reads;
  }

  /** By what sums can be taken apart. */
  public static Set<String> groups() {
    return Collections.unmodifiableSet(GROUPS.keySet());
  }

  /** The shape of a report. */
  public static Shape.Members shape() {
    Shape group =
        Shape.object("left_out", COUNT, "lines", Shape.items(LINE.and("name", Shape.text())));
    Shape.Members groups = Shape.object();
    for (String name : GROUPS.keySet()) {
      groups = groups.or(name, group);
    }
    return Shape.object(
        "from",
        Shape.instant(),
        "to",
        Shape.instant(),
        "total",
        LINE,
        "step_seconds",
        COUNT,
        "course",
        Shape.items(UsageJson.BUCKET),
        "by",
        groups);
  }

  /**
   * Tells of a stretch of time.
   *
   * @param groups by what it is taken apart, of {@link #groups}
   * @param most how many lines each group has at most; those that cost most
   * @param keys what a key is called, by its id
   */
  public Json.Obj of(Slice slice, Collection<String> groups, int most, UnaryOperator<String> keys) {
    return reads.ask(connection -> tell(connection, slice, groups, most, keys));
  }

  private static Json.Obj tell(
      Connection connection,
      Slice slice,
      Collection<String> groups,
      int most,
      UnaryOperator<String> keys)
      throws SQLException {
    Duration step = step(Duration.between(slice.from(), slice.to()));
    Line all = SumQuery.all(connection, slice).orElse(new Line(UsageReports.NOTHING, 0, 0, 0));
    List<Point> course = SumQuery.series(connection, slice, step, List.of());
    var by = new LinkedHashMap<String, Json>();
    for (var group : GROUPS.entrySet()) {
      if (!groups.contains(group.getKey())) {
        continue;
      }
      SumQuery.Top top = SumQuery.top(connection, slice, group.getValue(), most);
      UnaryOperator<String> naming = group.getKey().equals("keys") ? keys : name -> name;
      by.put(
          group.getKey(),
          Json.object(
              "left_out",
              top.leftOut(),
              "lines",
              new Json.Arr(top.lines().stream().<Json>map(line -> named(line, naming)).toList())));
    }
    return Json.object(
        "from",
        slice.from().toString(),
        "to",
        slice.to().toString(),
        "total",
        new Json.Obj(members(all)),
        "step_seconds",
        step.toSeconds(),
        "course",
        new Json.Arr(course.stream().map(UsageJson::bucket).toList()),
        "by",
        new Json.Obj(by));
  }

  private static Duration step(Duration whole) {
    return STEPS.stream()
        .filter(step -> whole.compareTo(step.multipliedBy(MOST_STEPS)) <= 0)
        .findFirst()
        .orElse(STEPS.getLast());
  }

  private static Json named(Line line, UnaryOperator<String> naming) {
    var members = new LinkedHashMap<String, Json>();
    members.put("name", Json.text(naming.apply(String.join("/", line.used().group()))));
    members.putAll(members(line));
    return new Json.Obj(members);
  }

  private static Map<String, Json> members(Line line) {
    Total used = line.used();
    TokenCounts tokens = used.tokens();
    var members = new LinkedHashMap<String, Json>();
    members.put("requests", Json.of(used.calls()));
    members.put("failed", Json.of(line.failed()));
    members.put("aborted", Json.of(line.aborted()));
    members.put("refused", Json.of(line.refused()));
    members.put("input_tokens", Json.of(tokens.input()));
    members.put("cache_read_tokens", Json.of(tokens.cacheRead()));
    members.put("cache_creation_tokens", Json.of(tokens.cacheWrite()));
    members.put("output_tokens", Json.of(tokens.output()));
    members.put("reasoning_tokens", Json.of(tokens.reasoning()));
    members.put("total_tokens", Json.of(tokens.total()));
    members.put("cost_usd", Json.of(used.cost().toUsd()));
    members.put("unpriced_requests", Json.of(used.unpriced()));
    return members;
  }
}
