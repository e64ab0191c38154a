package tollgate.runtime.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tollgate.api.face.Axis;
import tollgate.api.face.LedgerView;
import tollgate.api.face.LedgerView.Point;
import tollgate.api.face.LedgerView.Slice;
import tollgate.api.face.LedgerView.Total;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.json.Shape;

/**
 * What was used, as {@code /admin/usage/*} tells it: sums over calls that have ended, by UTC days.
 * Every method blocks for a database read and may be asked from any thread.
 */
public final class UsageReports {
  private static final Duration DAY = Duration.ofDays(1);
  private static final List<String> AXES =
      List.of(
          "tool",
          "instance",
          "session",
          "agent",
          "key",
          "provider",
          "account",
          "model",
          "dialect",
          "state",
          "owner",
          "team",
          "project");
  static final Total NOTHING = new Total(List.of(), 0, TokenCounts.ZERO, Money.ZERO, 0);
  private static final List<Axis> MODELS = List.of(Axis.PROVIDER, Axis.MODEL);

  private final LedgerView ledger;
  private final Supplier<Map<String, Total>> keys;
  private final AccountNames names;

  /**
   * UTC days, the last one included.
   *
   * @param from the first day
   * @param to the last day
   */
  public record Days(LocalDate from, LocalDate to) {

    /** A single day. */
    public static Days of(LocalDate day) {
      return new Days(day, day);
    }

    private Slice slice(Map<Axis, String> only) {
      return new Slice(
          from.atStartOfDay(ZoneOffset.UTC).toInstant(),
          to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
          only);
    }
  }

  /**
   * Reports over this ledger.
   *
   * @param accountPrefix under which further names accounts are told, see {@link AccountNames}
   */
  public UsageReports(LedgerReports ledger, String accountPrefix) {
    this.ledger = ledger;
    this.keys = ledger::everOfKeys;
    this.names = new AccountNames(accountPrefix);
  }

  /** One day in the shape {@code DailySummary}, also if nothing happened. */
  public Json.Obj day(LocalDate day, Map<Axis, String> only) {
    return UsageJson.day(day, ledger.totals(Days.of(day).slice(only), MODELS));
  }

  /** The shape of one day. */
  public Shape dayShape() {
    return UsageJson.DAY;
  }

  /** Each day in the shape {@code DailySummary}, the newest first; days without calls left out. */
  public Json days(Days days, Map<Axis, String> only) {
    var list = new ArrayList<Json>();
    byDay(days, only, MODELS).forEach((day, totals) -> list.add(UsageJson.day(day, totals)));
    return new Json.Arr(list);
  }

  /** Each day's models in the shape {@code DailyUsage}, the newest day first. */
  public Json models(Days days, Map<Axis, String> only) {
    var list = new ArrayList<Json>();
    byDay(days, only, MODELS)
        .forEach((day, totals) ->
            UsageJson.sorted(totals)
                .forEach(total -> list.add(new Json.Obj(UsageJson.dailyUsage(day, total)))));
    return new Json.Arr(list);
  }

  /** The shape of what {@link #models} lists. */
  public Shape modelShape() {
    return UsageJson.DAILY_USAGE;
  }

  /** All days together by provider in the shape {@code ProviderSummary}. */
  public Json providers(Days days, Map<Axis, String> only) {
    List<Total> totals = ledger.totals(days.slice(only), List.of(Axis.PROVIDER));
    return new Json.Arr(
        UsageJson.sorted(totals).stream()
            .<Json>map(total -> new Json.Obj(UsageJson.provider(total)))
            .toList());
  }

  /** The shape of what {@link #providers} lists. */
  public Shape providerShape() {
    return UsageJson.PROVIDER;
  }

  /**
   * Each day's accounts in the shape {@code DailyAccountUsage}, the newest day first; calls of
   * which no account is known are left out.
   */
  public Json accounts(Days days, Map<Axis, String> only) {
    var list = new ArrayList<Json>();
    byDay(days, only, List.of(Axis.PROVIDER, Axis.MODEL, Axis.ACCOUNT))
        .forEach((day, totals) ->
            totals.stream()
                .filter(total -> !total.group().getLast().isEmpty())
                .sorted(
                    Comparator.comparing((Total total) -> total.group().get(2))
                        .thenComparing(total -> total.group().get(0))
                        .thenComparing(total -> total.group().get(1)))
                .forEach(total ->
                    list.add(withAccount(UsageJson.dailyUsage(day, total), total.group().get(2)))));
    return new Json.Arr(list);
  }

  /** The shape of what {@link #accounts} lists. */
  public Shape accountDayShape() {
    return names.ofSum(UsageJson.ACCOUNT_DAY);
  }

  /** All days together by account in the shape {@code AccountSummary}, the dearest first. */
  public Json accountSums(Days days, Map<Axis, String> only) {
    List<Total> totals = ledger.totals(days.slice(only), List.of(Axis.PROVIDER, Axis.ACCOUNT));
    return new Json.Arr(
        totals.stream()
            .filter(total -> !total.group().getLast().isEmpty())
            .map(total -> withAccount(UsageJson.provider(total), total.group().getLast()))
            .toList());
  }

  /** The shape of what {@link #accountSums} lists. */
  public Shape accountShape() {
    return names.ofSum(UsageJson.ACCOUNT);
  }

  /**
   * How the values of an axis are told.
   *
   * @param name under which name
   * @param words what stands in the place of each value; empty for the values themselves
   */
  public record Naming(String name, Map<String, String> words) {

    /** Naming never changes. */
    public Naming {
      words = Map.copyOf(words);
    }

    private String of(String value) {
      return words.isEmpty() ? value : words.getOrDefault(value, "");
    }
  }

  /** Sums by axes, the dearest first; values that are told alike are one sum. */
  public Json.Obj totals(Slice slice, List<Axis> by, List<Naming> names) {
    var sums = new LinkedHashMap<List<String>, Sum>();
    for (Total total : ledger.totals(slice, by.stream().distinct().toList())) {
      var group = new ArrayList<String>();
      for (int i = 0; i < by.size(); i++) {
        int at = by.stream().distinct().toList().indexOf(by.get(i));
        group.add(names.get(i).of(total.group().get(at)));
      }
      sums.merge(List.copyOf(group), Sum.of(total), Sum::plus);
    }
    var list = new ArrayList<Json>();
    sums.entrySet().stream()
        .sorted(
            Comparator.comparing(
                (Map.Entry<List<String>, Sum> sum) -> -sum.getValue().cost().nanos()))
        .forEach(sum -> {
          var members = new LinkedHashMap<String, Json>();
          for (int i = 0; i < names.size(); i++) {
            members.put(names.get(i).name(), Json.text(sum.getKey().get(i)));
          }
          members.putAll(sum.getValue().members());
          list.add(new Json.Obj(members));
        });
    return Json.object(
        "from", slice.from().toString(), "to", slice.to().toString(), "totals", new Json.Arr(list));
  }

  /** The shape of {@link #totals}. */
  public Shape totalsShape() {
    Shape.Members sums = UsageJson.SUMS;
    for (String name : AXES) {
      sums = sums.or(name, Shape.text());
    }
    return Shape.object(
        "from", Shape.instant(), "to", Shape.instant(), "totals", Shape.items(sums));
  }

  /** What a key used on some days, altogether and day by day. */
  public Json.Obj key(String id, Days days) {
    var slice = days.slice(Map.of(Axis.KEY, id));
    List<Json> list = ledger.series(slice, DAY, List.of()).stream().map(UsageJson::keyDay).toList();
    return Json.object("id", id, "total", sumsOfKey(id, days), "days", new Json.Arr(list));
  }

  /** What a key used on some days altogether. */
  public Json sumsOfKey(String id, Days days) {
    List<Total> totals = ledger.totals(days.slice(Map.of(Axis.KEY, id)), List.of());
    return new Json.Obj(UsageJson.sums(totals.isEmpty() ? NOTHING : totals.getFirst()));
  }

  /** What a key ever used. */
  public Json everOfKey(String id) {
    return new Json.Obj(UsageJson.sums(everOfKeys().getOrDefault(id, NOTHING)));
  }

  /** The shape of both. */
  public static Shape sumsShape() {
    return UsageJson.SUMS;
  }

  /** The shape of {@link #key}. */
  public Shape keyShape() {
    return Shape.object(
        "id", Shape.text(),
        "total", UsageJson.SUMS,
        "days", Shape.items(UsageJson.SUMS.and("day", Shape.day())));
  }

  /** What each key ever used, by its id; keys that used nothing are left out. */
  public Map<String, Total> everOfKeys() {
    return keys.get();
  }

  /** The course of time in the shape {@code TrendBucket}; buckets without calls are left out. */
  public Json trend(Slice slice) {
    Duration step = Buckets.width(Duration.between(slice.from(), slice.to()));
    return Json.object(
        "buckets",
        new Json.Arr(
            ledger.series(slice, step, List.of()).stream().map(UsageJson::bucket).toList()));
  }

  /** The shape of {@link #trend}. */
  public Shape trendShape() {
    return Shape.object("buckets", Shape.items(UsageJson.BUCKET));
  }

  private Json withAccount(Map<String, Json> usage, String account) {
    var members = new LinkedHashMap<>(usage);
    members.put("account", Json.text(account));
    names.putOfSum(members, account);
    return new Json.Obj(members);
  }

  private Map<LocalDate, List<Total>> byDay(Days days, Map<Axis, String> only, List<Axis> by) {
    var sums = new TreeMap<LocalDate, List<Total>>(Comparator.reverseOrder());
    for (Point point : ledger.series(days.slice(only), DAY, by)) {
      sums.computeIfAbsent(dayOf(point.at()), day -> new ArrayList<>()).add(point.total());
    }
    return sums;
  }

  private static LocalDate dayOf(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
