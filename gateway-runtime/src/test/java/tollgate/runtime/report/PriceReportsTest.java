package tollgate.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.json.Json;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.price.PriceShelf;

class PriceReportsTest {

  private static final Instant FETCHED = Instant.parse("2026-06-15T12:00:00Z");

  @TempDir private Path folder;
  private Instant now = FETCHED;
  private PriceShelf shelf;
  private PriceReports reports;

  @BeforeEach
  void fill() {
    shelf = new PriceShelf(folder, () -> now);
    shelf.recall("live", 100, true);
    shelf.recall("table", 0, false);
    shelf.offer(
        "live", sheet("v1", rate("m", RateUnit.INPUT, "2"), rate("n", RateUnit.INPUT, "1")));
    shelf.offer(
        "table", sheet("t1", rate("m", RateUnit.INPUT, "3"), rate("m", RateUnit.OUTPUT, "8")));
    reports = new PriceReports(() -> PriceBook.of(shelf.sheets()), shelf, () -> now);
    now = now.plus(Duration.ofMinutes(5));
  }

  @Test
  void tellsThePriceOfAModelWithItsSourceAndAge() {
    Map<String, Json> price = members(reports.model("acme", "m-2026-01-01"));

    assertEquals(
        Json.encode(
            Json.object(
                "input",
                2,
                "output",
                Json.NULL,
                "cache_read",
                2,
                "cache_write",
                2,
                "reasoning",
                Json.NULL)),
        Json.encode(price.getOrDefault("pricing", Json.NULL)));
    assertEquals(Json.text("live"), price.get("source"));
    assertEquals(Json.text("m"), price.get("key"));
    assertEquals(Json.of(300), price.get("age_seconds"));
    assertEquals(
        "[{\"key\":\"m\",\"unit\":\"input\",\"above_context_tokens\":0,\"service_tier\":\"\","
            + "\"says\":[{\"source\":\"live\",\"usd\":2},{\"source\":\"table\",\"usd\":3}]}]",
        Json.encode(price.getOrDefault("disagreements", Json.NULL)));
  }

  @Test
  void tellsThatNoPriceIsKnown() {
    assertEquals(
        "{\"model\":\"unheard\",\"provider\":\"acme\",\"pricing\":null}",
        Json.encode(reports.model("acme", "unheard")));
  }

  @Test
  void pagesThroughTheModels() {
    Map<String, Json> page = members(reports.overview(1, 1));

    assertEquals(Json.of(2), page.get("total"));
    List<Json> models = items(page.getOrDefault("models", Json.NULL));
    assertEquals(1, models.size());
    assertEquals(Json.text("n"), members(models.getFirst()).get("key"));
  }

  @Test
  void tellsOfASourceWhatIsHeldAndWhatFailed() {
    shelf.offer(
        "live", sheet("v2", rate("m", RateUnit.INPUT, "20"), rate("n", RateUnit.INPUT, "1")));
    shelf.failed("table", "no route");

    List<Json> sources = items(members(reports.overview(50, 0)).getOrDefault("sources", Json.NULL));

    Map<String, Json> held = members(members(sources.getFirst()).getOrDefault("held", Json.NULL));
    assertEquals(Json.text(now.toString()), held.get("since"));
    assertEquals(Json.array(Json.text("m input costs 20 instead of 2")), held.get("objections"));
    assertEquals(
        Json.text("v1"),
        members(members(sources.getFirst()).getOrDefault("in_force", Json.NULL)).get("version"));
    assertEquals(Json.text("no route"), members(sources.get(1)).get("failure"));
  }

  @Test
  void pagesThroughTheDisagreements() {
    assertEquals(Json.of(1), members(reports.disagreements(50, 0)).get("total"));
    assertEquals(
        new Json.Arr(List.of()), members(reports.disagreements(50, 1)).get("disagreements"));
  }

  private static Map<String, Json> members(Json json) {
    return ((Json.Obj) json).members();
  }

  private static List<Json> items(Json json) {
    return ((Json.Arr) json).items();
  }

  private static PriceSheet sheet(String version, Rate... rates) {
    return new PriceSheet(version, FETCHED, "a test", List.of(rates));
  }

  private static Rate rate(String model, RateUnit unit, String usd) {
    return new Rate("", model, unit, new BigDecimal(usd), 0, "", LocalDate.EPOCH);
  }
}
