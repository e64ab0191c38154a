package tollgate.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.face.Axis;
import tollgate.api.face.LedgerView.Slice;
import tollgate.api.json.Json;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.report.UsageReports.Days;

@Timeout(60)
class UsageReportsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  private static final Days ALL =
      new Days(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-12-31"));

  @TempDir Path folder;

  private LedgerHouse house;
  private UsageReports usage;
  private LogReports logs;
  private Calls calls;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    usage = new UsageReports(new LedgerReports(house.database().reads(), house), "elder_");
    logs = new LogReports(house.database().reads(), "elder_");
    calls = Calls.at(house);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void writesTheDayAsDashboardsReadIt() {
    settle(calls, new TokenCounts(50, 20, 10, 3, 2, 5, 0, 0), "0.0015");
    settle(calls, TokenCounts.of(50, 5), "0.0005");
    house.advance(Duration.ofDays(-1));
    settle(calls, TokenCounts.of(9, 9), "9");
    house.advance(Duration.ofDays(1));
    house.flush();

    assertEquals(
        "{\"date\":\"2026-11-21\",\"requests\":2,\"total_tokens\":140,\"cost_usd\":0.002,"
            + "\"unpriced_requests\":0,\"breakdown\":[{\"day\":\"2026-11-21\",\"provider\":\"field\","
            + "\"model\":\"large-2026\",\"request_count\":2,\"prompt_tokens\":100,"
            + "\"completion_tokens\":25,\"cache_creation_tokens\":5,\"cache_read_tokens\":10,"
            + "\"reasoning_tokens\":5,\"total_tokens\":140,\"cost_usd\":0.002,"
            + "\"unpriced_requests\":0}]}",
        Json.encode(usage.day(TODAY, Map.of())));
  }

  @Test
  void writesADayWithoutCalls() {
    assertEquals(
        "{\"date\":\"2026-11-21\",\"requests\":0,\"total_tokens\":0,\"cost_usd\":0,"
            + "\"unpriced_requests\":0,\"breakdown\":[]}",
        Json.encode(usage.day(TODAY, Map.of())));
  }

  @Test
  void leavesDaysWithoutCallsOutOfARangeAndBeginsWithTheNewest() {
    settle(calls, 10, "0.01");
    house.advance(Duration.ofDays(3));
    settle(calls, 20, "0.02");
    house.flush();

    assertEquals(List.of("2026-11-24", "2026-11-21"), texts(usage.days(ALL, Map.of()), "date"));
    assertEquals(
        List.of("2026-11-21"),
        texts(usage.days(Days.of(TODAY), Map.of(Axis.TOOL, "plow")), "date"));
    assertEquals(List.of(), texts(usage.days(ALL, Map.of(Axis.TOOL, "rake")), "date"));
  }

  @Test
  void leavesCallsOutOfTheAccountsOfWhichNoneIsKnown() {
    settle(calls, 10, "0.01");
    house.ledger().open(calls.next()).settle(Calls.failed());
    house.flush();

    assertEquals(
        List.of("farmer@example.test"), texts(usage.accountSums(ALL, Map.of()), "elder_account"));
    assertEquals(List.of("1"), texts(usage.accounts(ALL, Map.of()), "request_count"));
    assertEquals(List.of("2"), texts(usage.providers(ALL, Map.of()), "request_count"));
  }

  @Test
  void widensTheBucketsWithTheTime() {
    for (int i = 0; i < 3; i++) {
      settle(calls, 10, "0.01");
      house.advance(Duration.ofMinutes(7));
    }
    house.flush();
    Instant noon = Instant.parse("2026-11-21T12:00:00Z");

    assertEquals(
        List.of("2026-11-21T12:00:00Z", "2026-11-21T12:05:00Z", "2026-11-21T12:10:00Z"),
        buckets(noon.minusSeconds(3_600), noon.plusSeconds(3_600)));
    for (int hours : new int[] {24, 168, 169}) {
      assertEquals(
          List.of(hours == 169 ? "2026-11-21T00:00:00Z" : "2026-11-21T12:00:00Z"),
          buckets(noon.plusSeconds(3_600).minus(Duration.ofHours(hours)), noon.plusSeconds(3_600)),
          "so many hours: " + hours);
    }
    assertEquals(List.of(), buckets(noon.minusSeconds(3_600), noon), "the end is not in it");
  }

  @Test
  void everySumIsThatOfTheRowsBehindIt() {
    var random = new Random(11);
    for (int i = 0; i < 150; i++) {
      house.advance(Duration.ofMinutes(random.nextInt(60)));
      Calls of = calls.by("tool" + random.nextInt(3), "s").model("m-" + random.nextInt(2));
      of = random.nextBoolean() ? of.key("key-" + random.nextInt(3)) : of;
      switch (random.nextInt(5)) {
        case 0 -> house.ledger().open(of.next()).settle(Calls.unpriced());
        case 1 -> house.ledger().open(of.next()).settle(Calls.failed());
        default -> settle(of, random.nextInt(999), "0.00000000" + (1 + random.nextInt(9)));
      }
    }
    house.flush();

    for (Map<Axis, String> only :
        List.<Map<Axis, String>>of(
            Map.of(),
            Map.of(Axis.TOOL, "tool1"),
            Map.of(Axis.KEY, "key-2"),
            Map.of(Axis.KEY, "key-1", Axis.TOOL, "tool2"),
            Map.of(Axis.MODEL, "large-2026", Axis.ACCOUNT, "farmer@example.test"))) {
      LogFilter filter = LogFilter.ALL;
      for (var axis : only.entrySet()) {
        filter = filter.only(axis.getKey(), axis.getValue());
      }
      var expected = sums(logs.page(filter, 1_000, 0), "total_tokens");

      assertTrue(expected.startsWith("calls "), expected);
      assertEquals(
          expected, sums(items(usage.days(ALL, only)), "requests", "total_tokens"), "days");
      assertEquals(
          expected,
          sums(items(usage.models(ALL, only)), "request_count", "total_tokens"),
          "models");
      assertEquals(
          expected,
          sums(items(usage.providers(ALL, only)), "request_count", "total_tokens"),
          "providers");
      assertEquals(expected, sums(trend(only), "requests", "tokens"), "trend");
    }
  }

  @Test
  void tellsWhatItsShapesSay() {
    settle(calls, 10, "0.01");
    house.flush();

    assertEquals(List.of(), usage.dayShape().misfits(usage.day(TODAY, Map.of())));
    assertEquals(List.of(), first(usage.models(ALL, Map.of()), usage.modelShape()));
    assertEquals(List.of(), first(usage.providers(ALL, Map.of()), usage.providerShape()));
    assertEquals(List.of(), first(usage.accounts(ALL, Map.of()), usage.accountDayShape()));
    assertEquals(List.of(), first(usage.accountSums(ALL, Map.of()), usage.accountShape()));
  }

  private static List<String> first(Json list, tollgate.runtime.json.Shape shape) {
    return shape.misfits(items(list).getFirst());
  }

  private List<Json> trend(Map<Axis, String> only) {
    var slice =
        new Slice(
            ALL.from().atStartOfDay(ZoneOffset.UTC).toInstant(),
            ALL.to().atStartOfDay(ZoneOffset.UTC).toInstant(),
            only);
    return items(((Json.Obj) usage.trend(slice)).members().get("buckets"));
  }

  private List<String> buckets(Instant from, Instant to) {
    Json trend = usage.trend(new Slice(from, to, Map.of()));
    return texts(((Json.Obj) trend).members().get("buckets"), "timestamp");
  }

  /** Rows without a count of their own are one call each. */
  private static String sums(List<Json> rows, String tokens) {
    return "calls %d tokens %s usd %s"
        .formatted(rows.size(), sum(rows, tokens), sum(rows, "cost_usd").stripTrailingZeros());
  }

  private static String sums(List<Json> rows, String calls, String tokens) {
    return "calls %s tokens %s usd %s"
        .formatted(sum(rows, calls), sum(rows, tokens), sum(rows, "cost_usd").stripTrailingZeros());
  }

  private static BigDecimal sum(List<Json> rows, String name) {
    return rows.stream()
        .map(row -> ((Json.Obj) row).members().get(name))
        .map(value -> value instanceof Json.Num(var number) ? number : BigDecimal.ZERO)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<Json> items(Json list) {
    return ((Json.Arr) list).items();
  }

  private static List<String> texts(Json list, String name) {
    var texts = new ArrayList<String>();
    for (Json item : items(list)) {
      Json value = ((Json.Obj) item).members().get(name);
      texts.add(value instanceof Json.Text(var text) ? text : Json.encode(value));
    }
    return texts;
  }

  private void settle(Calls of, long input, String usd) {
    settle(of, TokenCounts.of(input, 1), usd);
  }

  private void settle(Calls of, TokenCounts tokens, String usd) {
    house.ledger().open(of.next()).settle(Calls.settled(tokens, usd));
  }
}
