package tollgate.runtime.admin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.LedgerView.Slice;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.quota.QuotaRound;
import tollgate.runtime.report.QuotaReports;

/**
 * What is left of upstream accounts' quotas. Having them asked anew reaches out to vendors and
 * writes what they answer, so it is a change, whichever method the older proxy had for it.
 */
final class QuotaResources {
  private static final int DEFAULT_HOURS = 24;
  private static final int MOST_HOURS = 24 * 366 * 10;

  private final QuotaReports reports;
  private final Supplier<QuotaRound> rounds;
  private final Supplier<List<String>> vendors;
  private final InstantSource clock;

  /**
   * The resources.
   *
   * @param rounds asks all accounts
   * @param vendors tells the kinds of accounts that can be asked
   */
  QuotaResources(
      QuotaReports reports,
      Supplier<QuotaRound> rounds,
      Supplier<List<String>> vendors,
      InstantSource clock) {
    this.reports = reports;
    this.rounds = rounds;
    this.vendors = vendors;
    this.clock = clock;
  }

  List<Route> list() {
    return List.of(
        Route.read(
                "/admin/quotas",
                "the newest reading of every window of every account",
                QuotaReports.eitherShape(),
                this::newest)
            .with(
                Param.of(
                    AdminService.REFRESH,
                    new Shape.Flag(),
                    "true asks all accounts first and tells what each answered; needs what a"
                        + " change needs")),
        Route.change(
            "GET",
            "/admin/quotas/refresh",
            "asks all accounts now",
            QuotaReports.roundShape(),
            request -> refresh()),
        Route.change(
            "POST",
            "/admin/quotas/refresh",
            "asks all accounts now",
            QuotaReports.roundShape(),
            request -> refresh()),
        Route.read(
            "/admin/quotas/probes",
            "the kinds of accounts that can be asked",
            Shape.items(Shape.text()),
            request -> probes()),
        Route.read(
                "/admin/quotas/history",
                "the course of time; the longer it is, the wider are the buckets",
                QuotaReports.historyShape(),
                this::history)
            .with(
                Param.of("hours", new Shape.Whole(1), "up to now; 24"),
                Param.of("from", Shape.instant(), "the first instant, in place of hours"),
                Param.of("to", Shape.instant(), "the instant before which it ends"),
                Param.text("provider", "only accounts of this kind"),
                Param.text("account", "only this account")));
  }

  private Json newest(FaceRequest request) {
    return AdminService.refreshes(request.query()) ? refresh() : reports.newest();
  }

  private Json refresh() {
    return reports.round(rounds.get());
  }

  private Json probes() {
    return new Json.Arr(vendors.get().stream().<Json>map(Json::text).toList());
  }

  private Json history(FaceRequest request) {
    Slice slice = QueryTimes.span(request, clock.instant(), QuotaResources::hours);
    if (Duration.between(slice.from(), slice.to()).compareTo(Duration.ofHours(MOST_HOURS)) > 0) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception(
          "from", Query.text(request, "from"), "at most " + MOST_HOURS + " hours before to");
    }
    return reports.history(
        slice.from(), slice.to(), Query.text(request, "provider"), Query.text(request, "account"));
  }

  private static Duration hours(FaceRequest request) {
    int hours = QueryNumbers.whole(request, "hours", DEFAULT_HOURS, 1);
    if (hours > MOST_HOURS) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception(
          "hours", Integer.toString(hours), "a whole number of at most " + MOST_HOURS);
    }
    return Duration.ofHours(hours);
  }
}
