package tollgate.runtime.report;

import static java.math.BigDecimal.ZERO;
import static java.util.Comparator.naturalOrder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.face.Axis;
import tollgate.api.face.LedgerView.Slice;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.ledger.Settlement;
import tollgate.runtime.ledger.State;
import tollgate.runtime.ledger.Timings;
import tollgate.runtime.report.UsageReports.Days;
import tollgate.runtime.report.UsageReports.Naming;
import tollgate.runtime.store.Sql;

/**
 * Whatever is asked of the sums, by whichever axes and for whichever time, is what the rows
 * themselves add up to.
 */
@Timeout(60)
class SumsOfRowsTest {
  private static final List<Axis> AXES =
      List.of(Axis.TOOL, Axis.INSTANCE, Axis.KEY, Axis.PROVIDER, Axis.ACCOUNT, Axis.MODEL);
  private static final List<Axis> ALL_AXES =
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
  private static final int CALLS = 160;
  private static final int QUESTIONS = 60;

  @TempDir Path folder;

  private LedgerHouse house;
  private UsageReports usage;
  private LedgerReports ledger;

  /** A row as far as sums care. */
  private record Row(Instant at, Map<String, String> columns) {
    long number(String column) {
      return Long.parseLong(columns.getOrDefault(column, "0"));
    }

    String of(Axis axis) {
      return columns.getOrDefault(Axes.column(axis), "");
    }
  }

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    ledger = new LedgerReports(house.database().reads(), house);
    usage = new UsageReports(ledger, "elder_");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyRouteTellsWhatTheRowsAddUpTo(long seed) {
    var random = new SplittableRandom(seed);
    fill(random);
    List<Row> rows = rows();
    assertTrue(rows.size() > CALLS * 2 / 3, "too few rows: " + rows.size());
    Instant first = rows.getFirst().at();
    Instant last = rows.getLast().at();
    for (int i = 0; i < QUESTIONS; i++) {
      Map<Axis, String> only = only(random, rows);
      Days days = days(random, first, last);
      Slice slice = new Slice(start(days.from()), start(days.to().plusDays(1)), only);
      String asked = "seed " + seed + ": " + days + " " + only;

      checkDays(asked, days, only, among(rows, slice));
      Slice ragged = ragged(random, first, last, only);
      checkTimes("seed " + seed + ": " + ragged, ragged, among(rows, ragged));
      checkTotals(random, seed, ragged, among(rows, ragged));
      checkReport("seed " + seed + ": " + ragged, random.nextInt(4) + 1, ragged, rows);
    }
  }

  private void checkDays(String asked, Days days, Map<Axis, String> only, List<Row> among) {
    List<Axis> models = List.of(Axis.PROVIDER, Axis.MODEL);
    assertEquals(
        grouped(among, row -> day(row)), told(usage.days(days, only), "date"), asked + " range");
    assertEquals(
        grouped(among, row -> day(row) + names(row, models)),
        told(usage.models(days, only), "day", "provider", "model"),
        asked + " models");
    assertEquals(
        grouped(among, row -> names(row, List.of(Axis.PROVIDER))),
        told(usage.providers(days, only), "provider"),
        asked + " providers");
    List<Row> known = among.stream().filter(row -> !row.of(Axis.ACCOUNT).isEmpty()).toList();
    assertEquals(
        grouped(known, row -> names(row, List.of(Axis.PROVIDER, Axis.ACCOUNT))),
        told(usage.accountSums(days, only), "provider", "account"),
        asked + " accounts/summary");
    assertEquals(
        grouped(
            known, row -> day(row) + names(row, List.of(Axis.PROVIDER, Axis.MODEL, Axis.ACCOUNT))),
        told(usage.accounts(days, only), "day", "provider", "model", "account"),
        asked + " accounts/range");
    if (days.from().equals(days.to())) {
      Json today = usage.day(days.from(), only);
      String sums = among.isEmpty() ? "0 0 0 0" : grouped(among, row -> "").get("");
      assertEquals(sums, sums(today), asked + " today");
    }
  }

  private void checkTimes(String asked, Slice slice, List<Row> among) {
    long step = Buckets.width(Duration.between(slice.from(), slice.to())).toMillis();
    assertEquals(
        grouped(among, row -> "/" + Instant.ofEpochMilli(row.at().toEpochMilli() / step * step)),
        told(member(usage.trend(slice), "buckets"), "timestamp"),
        asked + " trend");
  }

  private void checkTotals(SplittableRandom random, long seed, Slice slice, List<Row> among) {
    var by = new ArrayList<Axis>();
    ALL_AXES.stream().filter(axis -> random.nextInt(4) == 0).forEach(by::add);
    List<Naming> names = by.stream().map(axis -> new Naming(axis.name(), Map.of())).toList();
    assertEquals(
        grouped(among, row -> names(row, by)),
        told(
            member(usage.totals(slice, by, names), "totals"),
            by.stream().map(Axis::name).toArray(String[]::new)),
        "seed " + seed + ": " + slice + " totals by " + by);
  }

  private void checkReport(String asked, int most, Slice slice, List<Row> rows) {
    List<Row> among = among(rows, slice);
    Json.Obj report =
        new PeriodReports(house.database().reads())
            .of(slice, List.of("models", "sessions"), most, UnaryOperator.identity());

    String sums = among.isEmpty() ? "0 0 0 0" : grouped(among, row -> "").get("");
    assertEquals(sums, sums(member(report, "total")), asked + " report");
    checkGroup(asked + " models", report, most, among, List.of(Axis.MODEL));
    checkGroup(asked + " sessions", report, most, among, List.of(Axis.TOOL, Axis.SESSION));
  }

  /** The dearest are told, and how many more there are. */
  private static void checkGroup(
      String asked, Json report, int most, List<Row> among, List<Axis> by) {
    Json group = member(member(report, "by"), asked.substring(asked.lastIndexOf(' ') + 1));
    Map<String, String> all =
        grouped(
            among.stream().filter(row -> !row.of(by.getLast()).isEmpty()).toList(),
            row -> names(row, by));

    Map<String, String> told = told(member(group, "lines"), "name");

    assertEquals(Math.min(most, all.size()), told.size(), asked);
    assertEquals(all.size() - told.size(), number(group, "left_out").intValueExact(), asked);
    BigDecimal cheapest =
        told.values().stream().map(SumsOfRowsTest::cost).min(naturalOrder()).orElse(ZERO);
    all.forEach((name, sums) -> {
      assertEquals(sums, told.getOrDefault(name, sums), asked + " " + name);
      assertTrue(told.containsKey(name) || cost(sums).compareTo(cheapest) <= 0, asked);
    });
  }

  private static BigDecimal cost(String sums) {
    return new BigDecimal(sums.split(" ", -1)[2]);
  }

  private void fill(SplittableRandom random) {
    Calls calls = Calls.at(house);
    for (int i = 0; i < CALLS; i++) {
      house.advance(Duration.ofSeconds(random.nextInt(4_000)));
      Calls of = calls.by("tool" + random.nextInt(3), "session-" + random.nextInt(5));
      of = random.nextBoolean() ? of.instance("desk-" + random.nextInt(2)) : of;
      of = random.nextBoolean() ? of.key("key-" + random.nextInt(3)) : of;
      of = random.nextInt(4) == 0 ? of.agent("helper", "") : of;
      of = of.model("m-" + random.nextInt(3));
      switch (random.nextInt(8)) {
        case 0 -> house.ledger().open(of.next()).settle(Calls.unpriced());
        case 1 -> house.ledger().open(of.next()).settle(Calls.failed());
        case 2 -> house.ledger().refuse(of.next(), 402, "budget.spent", "no");
        case 3 -> house.ledger().open(of.next()); // goes on running: in no sum
        default -> house.ledger().open(of.next()).settle(ending(random));
      }
    }
    house.flush();
  }

  private static Settlement ending(SplittableRandom random) {
    var tokens =
        new TokenCounts(
            random.nextInt(999),
            random.nextInt(99),
            random.nextInt(9_999),
            random.nextInt(50),
            random.nextInt(50),
            random.nextInt(9),
            random.nextInt(5),
            random.nextInt(5));
    return new Settlement(
        State.SETTLED,
        200,
        Usage.exact(tokens, random.nextBoolean() ? "served-" + random.nextInt(2) : ""),
        Bill.of(new Money(1 + random.nextInt(1_000_000)), "p"),
        new Settlement.Served(
            random.nextInt(3) == 0 ? "barn" : "", "account-" + random.nextInt(3), "up"),
        Timings.NONE,
        Settlement.Fault.NONE);
  }

  private List<Row> rows() {
    return house
        .database()
        .reads()
        .ask(connection ->
            new Sql()
                .add("SELECT * FROM call WHERE state NOT IN ('pending', 'dispatched', 'streaming')")
                .add(" ORDER BY arrived_at")
                .list(connection, RowQuery::columns))
        .stream()
        .map(columns ->
            new Row(
                Instant.ofEpochMilli(Long.parseLong(columns.getOrDefault("arrived_at", "0"))),
                columns))
        .toList();
  }

  private static Map<Axis, String> only(SplittableRandom random, List<Row> rows) {
    var only = new EnumMap<Axis, String>(Axis.class);
    Row like = rows.get(random.nextInt(rows.size()));
    for (Axis axis : AXES) {
      String value = random.nextInt(20) == 0 ? "nobody" : like.of(axis);
      if (random.nextInt(4) == 0 && !value.isEmpty()) {
        only.put(axis, value);
      }
    }
    return only;
  }

  private static Days days(SplittableRandom random, Instant first, Instant last) {
    LocalDate begin = LocalDate.ofInstant(first, ZoneOffset.UTC);
    int span = (int) (LocalDate.ofInstant(last, ZoneOffset.UTC).toEpochDay() - begin.toEpochDay());
    LocalDate from = begin.plusDays(random.nextInt(span + 1));
    return new Days(from, from.plusDays(random.nextInt(3)));
  }

  private static Slice ragged(
      SplittableRandom random, Instant first, Instant last, Map<Axis, String> only) {
    long whole = Duration.between(first, last).toMillis() + 1;
    long span = random.nextInt(3) == 0 ? Duration.ofHours(4).toMillis() : whole;
    Instant from = first.plusMillis(random.nextLong(whole)).minusMillis(random.nextLong(span));
    return new Slice(from, from.plusMillis(1 + random.nextLong(span)), only);
  }

  private static List<Row> among(List<Row> rows, Slice slice) {
    return rows.stream()
        .filter(row -> !row.at().isBefore(slice.from()) && row.at().isBefore(slice.to()))
        .filter(row ->
            slice.only().entrySet().stream()
                .allMatch(only -> row.of(only.getKey()).equals(only.getValue())))
        .toList();
  }

  /** The sums of rows by a name, as text. */
  private static Map<String, String> grouped(List<Row> rows, Function<Row, String> name) {
    var groups = new TreeMap<String, List<Row>>();
    rows.forEach(row -> groups.computeIfAbsent(name.apply(row), n -> new ArrayList<>()).add(row));
    var sums = new TreeMap<String, String>();
    groups.forEach((group, members) -> {
      long tokens = 0;
      long nanos = 0;
      long unpriced = 0;
      for (Row row : members) {
        tokens +=
            row.number("input_tokens")
                + row.number("output_tokens")
                + row.number("cache_read_tokens")
                + row.number("cache_write_5m_tokens")
                + row.number("cache_write_1h_tokens")
                + row.number("audio_in_tokens")
                + row.number("audio_out_tokens");
        nanos += row.number("cost_nanos");
        unpriced += row.columns().get("cost_status").equals("unpriced") ? 1 : 0;
      }
      sums.put(
          group,
          "%d %d %s %d"
              .formatted(members.size(), tokens, plain(BigDecimal.valueOf(nanos, 9)), unpriced));
    });
    return sums;
  }

  private static Map<String, String> told(Json list, String... names) {
    var sums = new TreeMap<String, String>();
    for (Json item : ((Json.Arr) list).items()) {
      var name = new StringBuilder();
      for (String one : names) {
        name.append(member(item, one) instanceof Json.Text(var text) ? "/" + text : "/?");
      }
      String all = names.length == 0 ? "" : name.toString();
      assertEquals(null, sums.put(all, sums(item)), "told twice: " + all);
    }
    return sums;
  }

  private static String sums(Json item) {
    return "%s %s %s %s"
        .formatted(
            number(item, "requests", "request_count"),
            number(item, "total_tokens", "tokens"),
            plain(number(item, "cost_usd")),
            number(item, "unpriced_requests"));
  }

  private static BigDecimal number(Json item, String... names) {
    for (String name : names) {
      if (member(item, name) instanceof Json.Num(var number)) {
        return number;
      }
    }
    throw new AssertionError(String.join(" or ", names) + " is missing in " + Json.encode(item));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static Json member(Json item, String name) {
    return ((Json.Obj) item).members().getOrDefault(name, Json.NULL);
  }

  private static String names(Row row, List<Axis> axes) {
    var text = new StringBuilder();
    axes.forEach(axis -> text.append('/').append(row.of(axis)));
    return text.toString();
  }

  private static String day(Row row) {
    return "/" + LocalDate.ofInstant(row.at(), ZoneOffset.UTC);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
