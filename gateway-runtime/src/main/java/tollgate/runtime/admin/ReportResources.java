package tollgate.runtime.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.face.Axis;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.LedgerView.Slice;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.report.CallExport;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.PeriodReports;

/** All of a stretch of time in one answer, and the calls of one page by page. */
final class ReportResources {
  private static final Duration LAST_DAY = Duration.ofDays(1);
  private static final int TOP = 12;
  private static final int LARGEST_TOP = 200;
  private static final int PAGE = 500;
  private static final int LARGEST_PAGE = 1_000;

  /** All by which calls can be chosen. */
  private static final List<Axis> AXES =
      List.of(
          Axis.TOOL,
          Axis.INSTANCE,
          Axis.SESSION,
          Axis.AGENT,
          Axis.KEY,
          Axis.PROVIDER,
          Axis.ACCOUNT,
          Axis.MODEL,
          Axis.DIALECT,
          Axis.STATE);

  private final LedgerReports ledger;
  private final Keyring keyring;
  private final InstantSource clock;

  ReportResources(LedgerReports ledger, Keyring keyring, InstantSource clock) {
    this.ledger = ledger;
    this.keyring = keyring;
    this.clock = clock;
  }

  List<Route> list() {
    return List.of(report(), export());
  }

  private Route report() {
    var params = new ArrayList<Param>();
    params.add(Param.of("from", Shape.instant(), "the first instant; a day ago"));
    params.add(Param.of("to", Shape.instant(), "the instant before which it ends; now"));
    params.add(
        Param.of("top", new Shape.Whole(1), "how many lines of each group, at most 200; 12"));
    params.add(Param.text("by", "by what sums are taken apart, with commas; by everything"));
    AXES.forEach(axis -> params.add(Param.text(Query.name(axis), "only this " + Query.name(axis))));
    return Route.read(
            "/admin/usage/report",
            "what was used in a stretch of time: altogether, by every axis, and its course",
            PeriodReports.shape(),
            this::report)
        .with(params);
  }

  private Route export() {
    var params = new ArrayList<Param>();
    params.add(Param.of("from", Shape.instant(), "the first instant of arrival; ever"));
    params.add(Param.of("to", Shape.instant(), "the instant before which it ends; now"));
    params.add(Param.of("limit", new Shape.Whole(1), "how many, at most 1000; 500"));
    params.add(Param.text("after", "the \"next\" of an earlier page"));
    AXES.forEach(axis -> params.add(Param.text(Query.name(axis), "only this " + Query.name(axis))));
    return Route.read(
            "/admin/export",
            "calls that have ended with all that is kept of them, the oldest first",
            CallExport.shape(),
            this::export)
        .with(params);
  }

  private Json report(FaceRequest request) {
    Instant now = clock.instant();
    Instant to = QueryTimes.instant(request, "to", now);
    var slice =
        new Slice(QueryTimes.instant(request, "from", to.minus(LAST_DAY)), to, only(request));
    int top = Math.min(QueryNumbers.whole(request, "top", TOP, 1), LARGEST_TOP);
    Map<String, String> names = names();
    return ledger.periods().of(slice, groups(request), top, id -> names.getOrDefault(id, id));
  }

  private static Collection<String> groups(FaceRequest request) {
    List<String> asked = Query.names(request, "by");
    for (String one : asked) {
      if (!PeriodReports.groups().contains(one)) {
        throw RequestProblem.REQUEST_BAD_PARAMETER.exception(
            "by", one, "any of " + String.join(", ", PeriodReports.groups()));
      }
    }
    return asked.isEmpty() ? PeriodReports.groups() : asked;
  }

  private Map<String, String> names() {
    var names = new HashMap<String, String>();
    for (ManagedKey key : keyring.list()) {
      names.put(key.id(), key.name());
    }
    return names;
  }

  private Json export(FaceRequest request) {
    var slice =
        new Slice(
            QueryTimes.instant(request, "from", Instant.EPOCH),
            QueryTimes.instant(request, "to", clock.instant()),
            only(request));
    int limit = Math.min(QueryNumbers.whole(request, "limit", PAGE, 1), LARGEST_PAGE);
    return ledger.export().page(slice, Query.text(request, "after"), limit);
  }

  private static Map<Axis, String> only(FaceRequest request) {
    var only = new HashMap<Axis, String>();
    for (Axis axis : AXES) {
      String value = Query.text(request, Query.name(axis));
      if (!value.isEmpty()) {
        only.put(axis, value);
      }
    }
    return only;
  }
}
