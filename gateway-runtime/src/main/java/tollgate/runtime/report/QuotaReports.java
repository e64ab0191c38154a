package tollgate.runtime.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tollgate.api.face.Axis;
import tollgate.api.face.LedgerView;
import tollgate.api.face.LedgerView.Slice;
import tollgate.api.face.LedgerView.Total;
import tollgate.api.json.Json;
import tollgate.api.quota.Account;
import tollgate.api.usage.Money;
import tollgate.runtime.json.Shape;
import tollgate.runtime.quota.AccountReading;
import tollgate.runtime.quota.QuotaBook;
import tollgate.runtime.quota.QuotaReading;
import tollgate.runtime.quota.QuotaRound;

/**
 * What is left of accounts' quotas, as {@code /admin/quotas} tells it. Questions about the past
 * block for one read of the database; any thread may ask.
 */
public final class QuotaReports {
  private static final BigDecimal ALL = BigDecimal.valueOf(100);
  private static final Shape NUMBER = Shape.orNull(new Shape.Decimal());
  private static final Shape TEXT = Shape.orNull(Shape.text());

  private static final Shape.Members SNAPSHOT =
      Shape.object(
          "id", Shape.whole(),
          "timestamp", Shape.instant(),
          "provider", Shape.text(),
          "account", Shape.text(),
          "quota_type", Shape.text(),
          "model", TEXT,
          "used_pct", NUMBER,
          "remaining", NUMBER,
          "remaining_raw", TEXT,
          "resets_at", Shape.orNull(Shape.instant()),
          "raw_json", Shape.text());

  private static final Shape.Members USED =
      Shape.object(
          "since", Shape.instant(),
          "requests", Shape.whole(),
          "total_tokens", Shape.whole(),
          "cost_usd", new Shape.Decimal());

  private static final Shape.Members ACCOUNT =
      Shape.object(
              "provider", Shape.text(),
              "account", Shape.text(),
              "status", Shape.choice("active", "limit_reached", "disabled", "unsupported", "error"),
              "unavailable", new Shape.Flag(),
              "disabled", new Shape.Flag(),
              "refreshed_at", Shape.instant(),
              "windows", Shape.items(SNAPSHOT),
              "local_usage", Shape.object("five_hour", USED, "seven_day", USED))
          .or("auth_index", Shape.text())
          .or("plan", Shape.text())
          .or("error", Shape.text());

  private final QuotaBook book;
  private final LedgerView ledger;
  private final InstantSource clock;

  /** Reports over this book, and over the ledger for what accounts were used for here. */
  public QuotaReports(QuotaBook book, LedgerView ledger, InstantSource clock) {
    this.book = book;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** The newest reading of every window. */
  public Json.Obj newest() {
    return Json.object(
        "snapshots",
        new Json.Arr(book.newest().stream().<Json>map(QuotaReports::snapshot).toList()));
  }

  /** The shape of {@link #newest} or of {@link #round}: one path answers both. */
  public static Shape.Members eitherShape() {
    return Shape.object()
        .or("snapshots", Shape.items(SNAPSHOT))
        .or("timestamp", Shape.instant())
        .or("accounts", Shape.items(ACCOUNT))
        .or("inserted", Shape.whole());
  }

  /** What a round brought. */
  public Json.Obj round(QuotaRound round) {
    return Json.object(
        "timestamp",
        LogJson.instant(round.at().toEpochMilli()),
        "accounts",
        new Json.Arr(round.accounts().stream().<Json>map(this::account).toList()),
        "inserted",
        round.kept());
  }

  /** The shape of {@link #round}. */
  public static Shape.Members roundShape() {
    return Shape.object(
        "timestamp", Shape.instant(), "accounts", Shape.items(ACCOUNT), "inserted", Shape.whole());
  }

  /**
   * The course of time, every bucket of it: in each the last reading of every window that was read
   * meanwhile.
   *
   * @param vendor whose accounts; empty for all
   * @param account which account; empty for all
   */
  public Json.Obj history(Instant from, Instant to, String vendor, String account) {
    long step = Buckets.width(Duration.between(from, to)).toMillis();
    var buckets = new LinkedHashMap<Long, Map<List<String>, QuotaReading>>();
    for (long at = Math.floorDiv(from.toEpochMilli(), step) * step;
        at < to.toEpochMilli();
        at += step) {
      buckets.put(at, new LinkedHashMap<>());
    }
    for (QuotaReading reading : book.between(from, to, vendor, account)) {
      var series = List.of(reading.vendor(), reading.account(), reading.window().name());
      long bucket = Math.floorDiv(reading.at().toEpochMilli(), step) * step;
      buckets.computeIfAbsent(bucket, at -> new LinkedHashMap<>()).put(series, reading);
    }
    var list = new ArrayList<Json>();
    buckets.forEach((at, readings) ->
        list.add(
            Json.object(
                "timestamp",
                Instant.ofEpochMilli(at).toString(),
                "snapshots",
                new Json.Arr(readings.values().stream().<Json>map(QuotaReports::point).toList()))));
    return Json.object("buckets", new Json.Arr(list));
  }

  /** The shape of {@link #history}. */
  public static Shape.Members historyShape() {
    var point =
        Shape.object(
            "provider", Shape.text(),
            "account", Shape.text(),
            "quota_type", Shape.text(),
            "used_pct", NUMBER);
    return Shape.object(
        "buckets",
        Shape.items(Shape.object("timestamp", Shape.instant(), "snapshots", Shape.items(point))));
  }

  private static Json point(QuotaReading reading) {
    return Json.object(
        "provider", reading.vendor(),
        "account", reading.account(),
        "quota_type", reading.window().name(),
        "used_pct", used(reading));
  }

  private static Json used(QuotaReading reading) {
    return reading.window().usedPercent().<Json>map(Json::of).orElse(Json.NULL);
  }

  private static Json snapshot(QuotaReading reading) {
    var window = reading.window();
    Json left =
        window.usedPercent().<Json>map(used -> Json.of(ALL.subtract(used))).orElse(Json.NULL);
    Json resets =
        window
            .resetsAt()
            .<Json>map(at -> Json.text(LogJson.instant(at.toEpochMilli())))
            .orElse(Json.NULL);
    Json words = window.remaining().isEmpty() ? Json.NULL : Json.text(window.remaining());
    Json told =
        Json.object(
            "name",
            window.name(),
            "used_percent",
            used(reading),
            "remaining",
            words,
            "resets_at",
            resets);
    var members = new LinkedHashMap<String, Json>();
    members.put("id", Json.of(reading.id()));
    members.put("timestamp", Json.text(LogJson.instant(reading.at().toEpochMilli())));
    members.put("provider", Json.text(reading.vendor()));
    members.put("account", Json.text(reading.account()));
    members.put("quota_type", Json.text(window.name()));
    members.put("model", Json.NULL);
    members.put("used_pct", used(reading));
    members.put("remaining", left);
    members.put("remaining_raw", words);
    members.put("resets_at", resets);
    members.put("raw_json", Json.text(Json.encode(told)));
    return new Json.Obj(members);
  }

  private Json account(AccountReading reading) {
    var account = reading.account();
    var members = new LinkedHashMap<String, Json>();
    members.put("provider", Json.text(account.vendor()));
    members.put("account", Json.text(account.label()));
    if (!account.reference().isEmpty()) {
      members.put("auth_index", Json.text(account.reference()));
    }
    members.put("status", Json.text(reading.status().name().toLowerCase(Locale.ROOT)));
    members.put("unavailable", Json.of(reading.isUnavailable()));
    members.put("disabled", Json.of(account.disabled()));
    if (!account.plan().isEmpty()) {
      members.put("plan", Json.text(account.plan()));
    }
    members.put("refreshed_at", Json.text(LogJson.instant(reading.at().toEpochMilli())));
    if (!reading.error().isEmpty()) {
      members.put("error", Json.text(reading.error()));
    }
    members.put(
        "windows",
        new Json.Arr(reading.windows().stream().<Json>map(QuotaReports::snapshot).toList()));
    Instant now = clock.instant();
    members.put(
        "local_usage",
        Json.object(
            "five_hour", usage(account, now.minus(Duration.ofHours(5)), now),
            "seven_day", usage(account, now.minus(Duration.ofDays(7)), now)));
    return new Json.Obj(members);
  }

  /**
   * What went through this gateway by an account of that name, whichever provider it is at. Some
   * upstreams tell calls by the name of an account, others by the source's own key for it.
   */
  private Json usage(Account account, Instant from, Instant now) {
    long calls = 0;
    long tokens = 0;
    Money cost = Money.ZERO;
    for (String name : new LinkedHashSet<>(List.of(account.label(), account.reference()))) {
      var slice = new Slice(from, now, Map.of(Axis.ACCOUNT, name));
      for (Total total : name.isEmpty() ? List.<Total>of() : ledger.totals(slice, List.of())) {
        calls += total.calls();
        tokens += total.tokens().total();
        cost = cost.plus(total.cost());
      }
    }
    return Json.object(
        "since",
        LogJson.instant(from.toEpochMilli()),
        "requests",
        calls,
        "total_tokens",
        tokens,
        "cost_usd",
        Json.of(cost.toUsd()));
  }
}
