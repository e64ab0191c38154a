package tollgate.runtime.admin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.LedgerView.Slice;
import tollgate.runtime.json.Shape;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.UsageReports;
import tollgate.runtime.report.UsageReports.Days;

/** What was used: sums by UTC days and over time, in the shapes that existing scripts read. */
final class UsageResources {
  private static final Duration LAST_WEEK = Duration.ofDays(7);

  /** Longer than any ledger has been kept, and short enough for its sums. */
  private static final BigDecimal MOST_HOURS = new BigDecimal(24 * 365 * 100);

  private static final Param DAY = Param.of("day", Shape.day(), "the UTC day; today");
  private static final Param FROM = Param.of("from", Shape.day(), "the first UTC day");
  private static final Param TO = Param.of("to", Shape.day(), "the last UTC day");

  private final LedgerReports ledger;
  private final UsageReports usage;
  private final InstantSource clock;

  UsageResources(LedgerReports ledger, UsageReports usage, InstantSource clock) {
    this.ledger = ledger;
    this.usage = usage;
    this.clock = clock;
  }

  List<Route> list() {
    return Stream.of(days(), accounts(), courses()).flatMap(List::stream).toList();
  }

  private List<Route> days() {
    return List.of(
        Route.read(
                "/admin/usage/today",
                "the current UTC day",
                usage.dayShape(),
                request -> usage.day(today(), Query.only(request)))
            .with(Query.ONLY),
        Route.read(
                "/admin/usage/range",
                "every UTC day with calls, the newest first",
                Shape.items(usage.dayShape()),
                request -> usage.days(needDays(request), Query.only(request)))
            .with(filtered(FROM.needed(), TO.needed())),
        Route.read(
                "/admin/usage/models",
                "each day by provider and model",
                Shape.items(usage.modelShape()),
                request -> usage.models(dayOrDays(request), Query.only(request)))
            .with(filtered(DAY, FROM, TO)),
        Route.read(
                "/admin/usage/providers",
                "all days together by provider",
                Shape.items(usage.providerShape()),
                request -> usage.providers(dayOrDays(request), Query.only(request)))
            .with(filtered(DAY, FROM, TO)));
  }

  private List<Route> accounts() {
    return List.of(
        Route.read(
                "/admin/usage/accounts",
                "a day by account, provider and model",
                Shape.items(usage.accountDayShape()),
                request -> usage.accounts(Days.of(day(request)), Query.only(request)))
            .with(filtered(DAY)),
        Route.read(
                "/admin/usage/accounts/range",
                "each day by account, provider and model, the newest first",
                Shape.items(usage.accountDayShape()),
                request -> usage.accounts(needDays(request), Query.only(request)))
            .with(filtered(FROM.needed(), TO.needed())),
        Route.read(
                "/admin/usage/accounts/summary",
                "all days together by account, the dearest first",
                Shape.items(usage.accountShape()),
                request -> usage.accountSums(lastDays(request), Query.only(request)))
            .with(filtered(FROM, TO)));
  }

  private List<Route> courses() {
    return List.of(
        Route.read(
                "/admin/usage/trend",
                "the course of time; the longer it is, the wider are the buckets",
                usage.trendShape(),
                request -> usage.trend(slice(request)))
            .with(
                filtered(
                    Param.of("hours", new Shape.Decimal(), "up to now; 24"),
                    Param.of("from", Shape.instant(), "the first instant, in place of hours"),
                    Param.of("to", Shape.instant(), "the instant before which it ends"))),
        Route.read(
            "/admin/stats",
            "everything there ever was",
            ledger.statsShape(),
            request -> ledger.stats()));
  }

  private static List<Param> filtered(Param... own) {
    var all = new ArrayList<>(List.of(own));
    all.addAll(Query.ONLY);
    return all;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private LocalDate day(FaceRequest request) {
    return Query.day(request, "day", today());
  }

  private static Days needDays(FaceRequest request) {
    return new Days(Query.needDay(request, "from"), Query.needDay(request, "to"));
  }

  /** A day, unless a first and a last one are named. */
  private Days dayOrDays(FaceRequest request) {
    return Query.text(request, "from").isEmpty() && Query.text(request, "to").isEmpty()
        ? Days.of(day(request))
        : needDays(request);
  }

  private Days lastDays(FaceRequest request) {
    LocalDate to = Query.day(request, "to", today());
    LocalDate from = Query.day(request, "from", today().minusDays(LAST_WEEK.toDays()));
    return new Days(from, to);
  }

  private Slice slice(FaceRequest request) {
    Slice span = QueryTimes.span(request, clock.instant(), UsageResources::hours);
    return new Slice(span.from(), span.to(), Query.only(request));
  }

  private static Duration hours(FaceRequest request) {
    String text = Query.text(request, "hours");
    try {
      var hours = new BigDecimal(text.isEmpty() ? "24" : text);
      if (hours.signum() > 0 && hours.compareTo(MOST_HOURS) <= 0) {
        BigDecimal millis = hours.multiply(BigDecimal.valueOf(Duration.ofHours(1).toMillis()));
        return Duration.ofMillis(millis.setScale(0, RoundingMode.CEILING).longValueExact());
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw RequestProblem.REQUEST_BAD_PARAMETER.exception("hours", text, "a number above 0");
  }
}
