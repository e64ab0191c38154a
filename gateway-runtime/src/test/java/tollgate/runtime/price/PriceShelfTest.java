package tollgate.runtime.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.usage.Money;

class PriceShelfTest {

  private static final String LIVE = "live";

  @TempDir private Path folder;
  private Instant now = Lists.NOW;
  private PriceShelf shelf;

  @BeforeEach
  void begin() {
    shelf = started();
  }

  private PriceShelf started() {
    var fresh = new PriceShelf(folder.resolve("prices"), () -> now);
    fresh.recall(LIVE, 100, true);
    return fresh;
  }

  @Test
  void hasNothingOfASourceThatNeverAnswered() {
    assertEquals("", shelf.version(LIVE));
    assertEquals(List.of(), shelf.sheets());
  }

  @Test
  void startsWithTheSheetThatAnEarlierRunLeft() {
    PriceSheet sheet = sheet("v1", "input=0.1000000000000000055 ; above=200000 tier=flex output=2");
    shelf.offer(LIVE, sheet);

    PriceShelf later = started();

    assertEquals("v1", later.version(LIVE));
    assertEquals(sheet, later.sheets().getFirst().sheet(), "exact to the last digit");
    assertFalse(Files.exists(folder.resolve("prices/live.json.new")));
  }

  @Test
  void keepsNoFileOfATableThatShips() throws IOException {
    shelf.recall("table", 0, false);
    shelf.offer("table", sheet("v1", "input=1"));

    assertFalse(Files.exists(folder.resolve("prices/table.json")));
    assertEquals("v1", shelf.version("table"));
  }

  @Test
  void writesNoFileOutsideItsFolder() {
    shelf.recall("../escaped", 100, true);
    shelf.offer("../escaped", sheet("v1", "input=1"));

    assertFalse(Files.exists(folder.resolve("escaped.json")));
    assertEquals("v1", shelf.version("../escaped"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"version\": \"v\"",
        "{\"version\": \"v\", \"retrieved_at\": \"noon\", \"origin\": \"o\", \"rates\": [[1]]}",
        "{\"version\": 1, \"retrieved_at\": \"2026-01-01T00:00:00Z\", \"origin\": \"o\","
            + " \"rates\": [[\"\", \"m\", \"INPUT\", \"1\", 0, \"\", \"1970-01-01\"]]}",
        "{\"version\": \"v\", \"retrieved_at\": \"2026-01-01T00:00:00Z\", \"origin\": \"o\","
            + " \"rates\": [[\"\", \"m\", \"INPUT\", \"-1\", 0, \"\", \"1970-01-01\"]]}"
      })
  void startsWithoutAFileThatIsDamaged(String content) throws IOException {
    Files.createDirectories(folder.resolve("prices"));
    Files.writeString(folder.resolve("prices/live.json"), content);

    PriceShelf later = started();

    assertEquals("", later.version(LIVE));
  }

  @Test
  void keepsTheLastGoodSheetOfASourceThatFails() {
    shelf.offer(LIVE, sheet("v1", "input=1"));

    shelf.failed(LIVE, "no route");

    assertEquals("v1", shelf.version(LIVE));
    assertEquals("no route", only().failure());
  }

  @Test
  void holdsASheetThatLooksWrongAndKeepsTheOneInForce() {
    shelf.offer(LIVE, sheet("v1", "input=1"));
    shelf.offer(LIVE, sheet("v2", "input=10"));

    assertEquals("v1", shelf.version(LIVE));
    assertEquals("v2", only().held().orElseThrow().sheet().version());
    assertEquals(
        List.of("m input costs 10 instead of 1"), only().held().orElseThrow().objections());
    assertEquals("v1", started().version(LIVE), "and it is not what the next start finds");
  }

  @Test
  void remembersSinceWhenASheetIsHeld() {
    shelf.offer(LIVE, sheet("v1", "input=1"));
    shelf.offer(LIVE, sheet("v2", "input=10"));
    now = now.plus(Duration.ofHours(6));
    shelf.offer(LIVE, sheet("v2", "input=10"));

    assertEquals(Lists.NOW, only().held().orElseThrow().since());
  }

  @Test
  void takesAHeldSheetWhenSomebodySaysSo() {
    shelf.offer(LIVE, sheet("v1", "input=1"));
    shelf.offer(LIVE, sheet("v2", "input=10"));

    assertTrue(shelf.accept(LIVE));

    assertEquals("v2", shelf.version(LIVE));
    assertEquals(Optional.empty(), only().held());
    assertFalse(shelf.accept(LIVE), "only once");
    assertFalse(shelf.accept("nobody"));
  }

  @Test
  void forgetsAHeldSheetWhenTheSourceTakesItBack() {
    shelf.offer(LIVE, sheet("v1", "input=1"));
    shelf.offer(LIVE, sheet("v2", "input=10"));

    shelf.unchanged(LIVE);

    assertEquals(Optional.empty(), only().held());
  }

  @Test
  void explainsAnOldCallByTheOldPrice() {
    shelf.offer(LIVE, undated("v1", "input=1 output=4"));
    now = now.plus(Duration.ofDays(30));
    shelf.offer(LIVE, undated("v2", "input=2 output=4"));

    assertEquals(Optional.of(Money.usd("1")), million(Lists.NOW));
    assertEquals(Optional.of(Money.usd("1")), million(now.minus(Duration.ofDays(1))));
    assertEquals(Optional.of(Money.usd("2")), million(now));
    assertEquals(
        LocalDate.ofInstant(now, ZoneOffset.UTC).toString(),
        PriceBook.of(shelf.sheets()).find("", "m", now).orElseThrow().since());
  }

  @Test
  void keepsOneChangeOfADayAndNoneThatIsTakenBack() {
    shelf.offer(LIVE, undated("v1", "input=1"));
    now = now.plus(Duration.ofDays(1));
    shelf.offer(LIVE, undated("v2", "input=2"));
    shelf.offer(LIVE, undated("v3", "input=3"));
    assertEquals(Optional.of(Money.usd("3")), million(now));

    shelf.offer(LIVE, undated("v4", "input=1"));

    assertEquals(undated("v4", "input=1"), shelf.sheets().getFirst().sheet());
  }

  @Test
  void leavesTheDaysAloneThatASourceTells() {
    shelf.offer(LIVE, sheet("v1", "input=1"));
    shelf.offer(LIVE, sheet("v2", "input=2"));

    assertEquals(sheet("v2", "input=2"), shelf.sheets().getFirst().sheet());
  }

  private Optional<Money> million(Instant at) {
    return PriceBook.of(shelf.sheets())
        .find("", "m", at)
        .flatMap(match -> RateEngine.cost(match, Lists.usage("input=1000000")));
  }

  private Shelved only() {
    return shelf.sources().getFirst();
  }

  private static PriceSheet sheet(String version, String list) {
    return new PriceSheet(version, Lists.NOW, "a test", Lists.rates("", "m", Lists.DAY, list));
  }

  private static PriceSheet undated(String version, String list) {
    return new PriceSheet(
        version, Lists.NOW, "a test", Lists.rates("", "m", LocalDate.EPOCH, list));
  }
}
