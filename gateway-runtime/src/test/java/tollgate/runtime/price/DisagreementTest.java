package tollgate.runtime.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.api.pricing.Rate;

class DisagreementTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);

  @Test
  void namesEveryRateOnWhichSourcesDiffer() {
    List<String> found =
        told(
            sheet("live", "", "input=1 output=5 ; tier=flex input=0.5"),
            sheet("table", "", "input=1.00 output=4 ; tier=flex input=0.6"));

    assertEquals(List.of("m OUTPUT 0  live=5 table=4", "m INPUT 0 flex live=0.5 table=0.6"), found);
  }

  @Test
  void countsSilenceAsNoOpinion() {
    assertEquals(
        List.of(),
        told(sheet("live", "", "input=1 cache-read=0.1"), sheet("table", "", "input=1")));
  }

  @Test
  void doesNotCompareOneProvidersPriceWithAnothers() {
    assertEquals(List.of(), told(sheet("live", "acme", "input=1"), sheet("table", "", "input=2")));
  }

  @Test
  void comparesWhatHoldsOnTheDay() {
    Rate future = Lists.rates("", "m", TODAY.plusDays(1), "input=9").getFirst();
    SourcedSheet live = sheet("live", "", "input=1");
    SourcedSheet table =
        Lists.sheet(
            "table", 0, List.of(sheet("t", "", "input=1").sheet().rates().getFirst(), future));

    assertEquals(List.of(), told(live, table));
    assertEquals(1, Disagreement.among(List.of(live, table), TODAY.plusDays(1)).size());
  }

  @Test
  void tellsThreeOpinionsInTheOrderOfBelief() {
    assertEquals(
        List.of("m INPUT 0  operator=1 live=2 table=1"),
        told(
            sheet("operator", "", "input=1"),
            sheet("live", "", "input=2"),
            sheet("table", "", "input=1")));
  }

  private static List<String> told(SourcedSheet... sheets) {
    return Disagreement.among(List.of(sheets), TODAY).stream()
        .map(one -> {
          var text =
              new StringBuilder(
                  one.key() + " " + one.unit() + " " + one.above() + " " + one.tier());
          one.words()
              .forEach(
                  word -> text.append(' ').append(word.source()).append('=').append(word.usd()));
          return text.toString();
        })
        .toList();
  }

  private static SourcedSheet sheet(String source, String provider, String list) {
    return Lists.sheet(source, 0, Lists.rates(provider, "m", Lists.DAY, list));
  }
}
