package tollgate.runtime.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;

/**
 * One rate of one model of which sources say different things.
 *
 * @param key {@code provider/model}, or the bare model where the entries hold for any provider
 * @param unit what is charged
 * @param above the context threshold, 0 for the ordinary rate
 * @param tier the service tier, empty for the ordinary one
 * @param words what each says, the most believed first; sources that say nothing of it are not
 *     there
 */
public record Disagreement(String key, RateUnit unit, long above, String tier, List<Word> words) {

  /** What one source says: dollars per million tokens, or per piece. */
  public record Word(String source, BigDecimal usd) {}

  /** Reports never change. */
  public Disagreement {
    words = List.copyOf(words);
  }

  /**
   * Every rate that at least two of the sheets name and do not agree on, in the order of the
   * models.
   *
   * @param sheets the most believed first
   * @param day the UTC day of which the question is
   */
  public static List<Disagreement> among(List<SourcedSheet> sheets, LocalDate day) {
    Map<RateKey, List<Word>> words = new LinkedHashMap<>();
    for (SourcedSheet sheet : sheets) {
      List<Rate> inForce =
          sheet.sheet().rates().stream().filter(rate -> !rate.from().isAfter(day)).toList();
      RateKey.latest(inForce)
          .forEach((key, usd) ->
              words
                  .computeIfAbsent(key, _ -> new ArrayList<>(2))
                  .add(new Word(sheet.source(), usd)));
    }
    return words.entrySet().stream()
        .filter(entry -> differ(entry.getValue()))
        .map(entry -> of(entry.getKey(), entry.getValue()))
        .sorted((one, other) -> one.key().compareTo(other.key()))
        .toList();
  }

  private static boolean differ(List<Word> words) {
    BigDecimal first = words.getFirst().usd();
    return words.stream().anyMatch(word -> word.usd().compareTo(first) != 0);
  }

  private static Disagreement of(RateKey key, List<Word> words) {
    return new Disagreement(
        key.model().toString(), key.cell().unit(), key.cell().above(), key.cell().tier(), words);
  }
}
