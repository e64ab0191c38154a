package tollgate.runtime.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.Rate;

class SheetCheckTest {

  @ParameterizedTest
  @CsvSource({
    "2.50, 24.99, ''",
    "2.50, 25.0, m input costs 25.0 instead of 2.50",
    "2.50, 0.2501, ''",
    "2.50, 0.25, m input costs 0.25 instead of 2.50",
    "2.50, 0, m input costs 0 instead of 2.50",
    "0, 1000, ''",
    "0, 0, ''",
    "2.50, 2.5, ''",
  })
  void objectsToAPriceThatLeapsTenfold(String was, String is, String objection) {
    List<String> objections =
        SheetCheck.objections(sheet(model("m", "input=" + was)), sheet(model("m", "input=" + is)));

    assertEquals(objection.isEmpty() ? List.of() : List.of(objection), objections);
  }

  @Test
  void namesTheRateThatLeaps() {
    List<String> objections =
        SheetCheck.objections(
            sheet(model("m", "input=1 ; above=200000 tier=flex cache-write-1h=2")),
            sheet(model("m", "input=1 ; above=200000 tier=flex cache-write-1h=20")));

    assertEquals(
        List.of("m cache-write-1h above 200000 tier flex costs 20 instead of 2"), objections);
  }

  @ParameterizedTest
  @CsvSource({"10, 6, false", "10, 5, true", "10, 0, true", "3, 2, false", "1, 1, false"})
  void objectsToASheetThatLostHalfOfItsModels(int before, int after, boolean objected) {
    List<String> objections = SheetCheck.objections(models(before), models(after));

    assertEquals(
        objected
            ? List.of(before - after + " of " + before + " models are not in it any more")
            : List.of(),
        objections);
  }

  @Test
  void comparesWithTheYoungestPriceOfEach() {
    var rates = new ArrayList<>(model("m", "input=1"));
    rates.addAll(Lists.rates("", "m", Lists.DAY.plusDays(1), "input=9"));

    assertEquals(List.of(), SheetCheck.objections(sheet(rates), sheet(model("m", "input=11"))));
  }

  @Test
  void tellsNoMoreThanAPersonReads() {
    var before = new ArrayList<Rate>();
    var after = new ArrayList<Rate>();
    for (int i = 0; i < 100; i++) {
      before.addAll(model("m" + i, "input=1"));
      after.addAll(model("m" + i, "input=100"));
    }

    List<String> objections = SheetCheck.objections(sheet(before), sheet(after));

    assertEquals(21, objections.size());
    assertTrue(objections.contains("and 80 more"), objections.toString());
  }

  private static List<Rate> model(String model, String list) {
    return Lists.rates("", model, Lists.DAY, list);
  }

  private static PriceSheet models(int count) {
    var rates = new ArrayList<Rate>();
    for (int i = 0; i < count; i++) {
      rates.addAll(model("m" + i, "input=1"));
    }
    return sheet(rates);
  }

  private static PriceSheet sheet(List<Rate> rates) {
    return Lists.sheet("test", 0, rates).sheet();
  }
}
