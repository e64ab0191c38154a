package tollgate.runtime.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tollgate.api.pricing.Rate;
import tollgate.api.usage.Money;

class PriceBookTest {

  private static final Instant NOW = Lists.NOW;

  @Test
  void prefersThePriceOfTheCallsOwnProvider() {
    PriceBook book = book(entry("", "m", "input=1"), entry("acme", "m", "input=2"));

    assertEquals("acme/m", book.find("acme", "m", NOW).orElseThrow().key());
    assertEquals("m", book.find("other", "m", NOW).orElseThrow().key());
    assertEquals("acme/m", book.find("ACME", " M ", NOW).orElseThrow().key());
  }

  @Test
  void neverTakesThePriceOfAnotherProvider() {
    PriceBook book = book(entry("acme", "m", "input=2"));

    assertEquals(Optional.empty(), book.find("other", "m", NOW));
    assertEquals(Optional.empty(), book.find("", "m", NOW));
  }

  @Test
  void takesANamespaceForAProvider() {
    PriceBook book = book(entry("", "m", "input=1"), entry("acme", "m", "input=2"));

    assertEquals("acme/m", book.find("router", "acme/m", NOW).orElseThrow().key());
    assertEquals("m", book.find("router", "other/m", NOW).orElseThrow().key());
  }

  @Test
  void prefersTheNameAsGivenToAShorterOne() {
    PriceBook book =
        book(
            entry("", "m", "input=1"),
            entry("", "m-2024-05-13", "input=5"),
            entry("", "acme/m", "input=7"));

    assertEquals("m-2024-05-13", book.find("", "m-2024-05-13", NOW).orElseThrow().key());
    assertEquals("m", book.find("", "m-2024-08-06", NOW).orElseThrow().key());
    assertEquals("acme/m", book.find("", "acme/m", NOW).orElseThrow().key());
  }

  @Test
  void neverGuessesByAPartOfAName() {
    PriceBook book = book(entry("", "m-4", "input=1"), entry("", "m-4-mini", "input=2"));

    for (String other : List.of("m-4-mini-x", "m-41", "m-4-turbo", "xm-4", "m", "m-4-min", "")) {
      assertEquals(Optional.empty(), book.find("", other, NOW), other);
    }
  }

  @Test
  void believesTheSourceOfTheHigherRank() {
    PriceBook book =
        PriceBook.of(
            List.of(
                Lists.sheet("table", 0, entry("", "m", "input=1 output=9")),
                Lists.sheet("live", 100, entry("", "m", "input=2"))));

    PriceMatch match = book.find("", "m", NOW).orElseThrow();

    assertEquals("live", match.source());
    assertEquals(
        Optional.empty(),
        RateEngine.cost(match, Lists.usage("output=1")),
        "rates of two sources are not mixed");
  }

  @Test
  void believesTheFirstOfTwoSourcesOfOneRank() {
    PriceBook book =
        PriceBook.of(
            List.of(
                Lists.sheet("first", 0, entry("", "m", "input=1")),
                Lists.sheet("second", 0, entry("", "m", "input=2"))));

    assertEquals("first", book.find("", "m", NOW).orElseThrow().source());
  }

  @Test
  void prefersAnEntryOfTheProviderToAHigherRank() {
    PriceBook book =
        PriceBook.of(
            List.of(
                Lists.sheet("table", 0, entry("acme", "m", "input=1")),
                Lists.sheet("live", 100, entry("", "m", "input=2"))));

    assertEquals("table", book.find("acme", "m", NOW).orElseThrow().source());
  }

  @Test
  void believesTheOperatorBeforeEveryoneInEverySpelling() {
    PriceBook book =
        PriceBook.of(
            List.of(
                Lists.sheet("live", 100, entry("acme", "m", "input=1")),
                Lists.sheet("table", 0, entry("acme", "m-2026-01-01", "input=2")),
                Lists.sheet("operator", SourcedSheet.OPERATOR, entry("", "m", "input=3"))));

    for (String model : List.of("m", "m-2026-01-01", "acme/m", "m(high)")) {
      assertEquals("operator", book.find("acme", model, NOW).orElseThrow().source(), model);
    }
    assertEquals(3, book.size());
  }

  @Test
  void changesAPriceAtMidnightUtcOfItsDay() {
    var rates =
        new ArrayList<>(Lists.rates("", "m", LocalDate.of(2026, 3, 1), "input=10 output=40"));
    rates.addAll(Lists.rates("", "m", LocalDate.of(2026, 6, 10), "input=2 output=8"));
    PriceBook book = PriceBook.of(List.of(Lists.sheet("table", 0, rates)));

    assertEquals(Optional.empty(), cost(book, "2026-02-28T23:59:59.999Z"));
    assertEquals(Optional.of(Money.usd("0.00005")), cost(book, "2026-03-01T00:00:00Z"));
    assertEquals(Optional.of(Money.usd("0.00005")), cost(book, "2026-06-09T23:59:59.999Z"));
    assertEquals(Optional.of(Money.usd("0.00001")), cost(book, "2026-06-10T00:00:00Z"));
  }

  @Test
  void keepsTheUnitsThatAChangeDoesNotName() {
    var rates =
        new ArrayList<>(Lists.rates("", "m", LocalDate.of(2026, 3, 1), "input=2 cache-read=0.20"));
    rates.addAll(Lists.rates("", "m", LocalDate.of(2026, 6, 10), "cache-read=0.10"));
    PriceMatch match =
        PriceBook.of(List.of(Lists.sheet("table", 0, rates))).find("", "m", NOW).orElseThrow();

    assertEquals(
        Optional.of(Money.usd("2.10")),
        RateEngine.cost(match, Lists.usage("input=1000000 cache-read=1000000")));
    assertEquals("2026-06-10", match.since());
  }

  @Test
  void believesTheOperatorsWordFromItsInstantOn() {
    PriceBook book =
        PriceBook.of(
            List.of(Lists.sheet("table", 0, Lists.rates("acme", "m", Lists.DAY, "input=1"))),
            new PriceBook.Words(
                Map.of(),
                List.of(
                    word(1, "acme", NOW, "input=2"),
                    word(2, "acme", NOW.plusSeconds(60), ""),
                    word(3, "", NOW.plusSeconds(30), "input=3")),
                List.of()));

    assertEquals("table", book.find("acme", "m", NOW.minusMillis(1)).orElseThrow().source());
    PriceMatch set = book.find("acme", "m", NOW).orElseThrow();
    assertEquals("override@1:acme/m:2026-06-15T12:00:00Z", set.reference());
    assertEquals(
        "m",
        book.find("other", "m", NOW.plusSeconds(30)).orElseThrow().key(),
        "a word for any provider");
    assertEquals(
        "override@3:m:2026-06-15T12:00:30Z",
        book.find("acme", "m", NOW.plusSeconds(60)).orElseThrow().reference(),
        "withdrawn at this provider: what is said for any comes before every source");
    assertEquals("override@3,table@v1", book.bookVersion());
  }

  @Test
  void believesTheLaterWordForTheSameInstant() {
    PriceBook book =
        PriceBook.of(
            List.of(),
            new PriceBook.Words(
                Map.of(),
                List.of(word(2, "", NOW, "input=3"), word(1, "", NOW, "input=2")),
                List.of()));

    assertEquals("2", book.find("", "m", NOW).orElseThrow().version());
  }

  @Test
  void tellsTheKeysUnderWhichItLooked() {
    PriceBook book =
        PriceBook.of(List.of(), new PriceBook.Words(Map.of("x", "acme/y"), List.of(), List.of()));

    assertEquals(
        List.of(
            "router/x-20250101",
            "x-20250101",
            "router/acme/y",
            "acme/y",
            "router/y",
            "y",
            "router/x",
            "x"),
        book.tried("router", "x-20250101", NOW));
  }

  private static PriceOverride word(long id, String provider, Instant from, String list) {
    return new PriceOverride(
        id,
        provider,
        "m",
        from,
        list.isEmpty() ? List.of() : Lists.rates(provider, "m", Lists.DAY, list));
  }

  @Test
  void passesOverAListWithoutTheRegionForOneThatHasIt() {
    PriceBook book =
        PriceBook.of(
            List.of(
                Lists.sheet("live", 1, Lists.rates("acme", "m", Lists.DAY, "input=2")),
                Lists.sheet(
                    "table",
                    0,
                    Lists.rates("acme", "m", Lists.DAY, "input=1 ; region=us uplift=1.1"))));

    assertEquals("live", book.find("acme", "m", "", "", NOW).orElseThrow().source());
    assertEquals("table", book.find("acme", "m", "", "US", NOW).orElseThrow().source());
    assertEquals("live", book.find("acme", "m", "", "eu", NOW).orElseThrow().source());
    assertEquals("live", book.find("acme", "m", "flex", "us", NOW).orElseThrow().source());
  }

  @Test
  void passesOverAListWithoutTheServiceTierForOneThatHasIt() {
    PriceBook book =
        PriceBook.of(
            List.of(
                Lists.sheet("live", 100, entry("acme", "m", "input=1")),
                Lists.sheet("table", 0, entry("", "m", "input=1 ; tier=flex input=0.5"))));

    assertEquals("live", book.find("acme", "m", "", "", NOW).orElseThrow().source());
    assertEquals("table", book.find("acme", "m", "Flex", "", NOW).orElseThrow().source());
    assertEquals("live", book.find("acme", "m", "priority", "", NOW).orElseThrow().source());
  }

  @Test
  void asksNoSourceForATierThatTheOperatorDoesNotPrice() {
    PriceBook book =
        PriceBook.of(
            List.of(
                Lists.sheet("operator", SourcedSheet.OPERATOR, entry("", "m", "input=1")),
                Lists.sheet("table", 0, entry("", "m", "input=1 ; tier=flex input=0.5"))));

    assertEquals("operator", book.find("", "m", "flex", "", NOW).orElseThrow().source());
  }

  @Test
  void listsTheEntryOfEveryModelByTheSourceThatIsBelieved() {
    PriceBook book =
        PriceBook.of(
            List.of(
                Lists.sheet("table", 0, entry("", "b", "input=1")),
                Lists.sheet("live", 100, entry("", "b", "input=2 ; above=9 input=3")),
                Lists.sheet("operator", SourcedSheet.OPERATOR, entry("x", "a", "input=4"))));

    List<PriceMatch> entries = book.entries(NOW, 0, 10);

    assertEquals(List.of("b", "x/a"), entries.stream().map(PriceMatch::key).toList());
    assertEquals(List.of(entries.getLast()), book.entries(NOW, 1, 10));
    assertEquals("live", entries.getFirst().source());
    assertEquals(
        List.of("0 INPUT 2", "9 INPUT 3"),
        entries.getFirst().card().lines().stream()
            .filter(line -> !line.derived())
            .map(line -> line.above() + " " + line.unit() + " " + line.usd())
            .toList());
  }

  @Test
  void looksFurtherWhereAPriceIsNotYetInForce() {
    PriceBook book =
        PriceBook.of(
            List.of(
                Lists.sheet("live", 100, Lists.rates("", "m", LocalDate.of(2030, 1, 1), "input=2")),
                Lists.sheet("table", 0, entry("", "m", "input=1"))));

    assertEquals("table", book.find("", "m", NOW).orElseThrow().source());
  }

  @Test
  void lastOfTwoRatesForOneThingCounts() {
    var rates = new ArrayList<>(entry("", "m", "input=1"));
    rates.addAll(entry("", "M", "input=3"));
    PriceMatch match =
        PriceBook.of(List.of(Lists.sheet("table", 0, rates))).find("", "m", NOW).orElseThrow();

    assertEquals(Optional.of(Money.usd("3")), RateEngine.cost(match, Lists.usage("input=1000000")));
  }

  @Test
  void saysWhereAPriceComesFrom() {
    PriceMatch match = book(entry("acme", "m", "input=1")).find("acme", "m", NOW).orElseThrow();

    assertEquals("test@v1:acme/m:2025-01-01", match.reference());
  }

  @Test
  void namesTheVersionsOfAllItsSheets() {
    PriceBook book =
        PriceBook.of(
            List.of(
                Lists.sheet("table", 0, entry("", "m", "input=1")),
                Lists.sheet("live", 100, entry("", "m", "input=2"))));

    assertEquals("live@v1,table@v1", book.bookVersion());
    assertEquals("", PriceBook.EMPTY.bookVersion());
    assertEquals(1, book.size());
    assertTrue(PriceBook.EMPTY.find("", "m", NOW).isEmpty());
  }

  private static Optional<Money> cost(PriceBook book, String at) {
    return book.find("", "m", Instant.parse(at))
        .flatMap(match -> RateEngine.cost(match, Lists.usage("input=1 output=1")));
  }

  private static List<Rate> entry(String provider, String model, String list) {
    return Lists.rates(provider, model, Lists.DAY, list);
  }

  @SafeVarargs
  private static PriceBook book(List<Rate>... entries) {
    var rates = new ArrayList<Rate>();
    for (List<Rate> entry : entries) {
      rates.addAll(entry);
    }
    return PriceBook.of(List.of(Lists.sheet("test", 0, rates)));
  }
}
