package tollgate.runtime.price;

import java.util.Optional;
import tollgate.api.usage.Money;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.Usage;

/**
 * The one place where usage becomes money.
 *
 * <p>Every class of tokens is multiplied with its rate exactly, the products are added exactly, and
 * the sum is rounded half up to the nano-dollar once. A context tier holds for the whole call as
 * soon as the tokens the model read, cached ones included, are more than its threshold. A price
 * that is not known makes an empty answer: the caller keeps the cost as unknown, never as zero.
 */
public final class RateEngine {

  private RateEngine() {}

  /**
   * What a call costs.
   *
   * @return empty when the usage is unknown, its service tier is not priced, or it holds a class
   *     that has no rate
   */
  public static Optional<Money> cost(PriceMatch match, Usage usage) {
    return tariff(match, usage).flatMap(tariff -> tariff.price(usage));
  }

  /** The same line by line, so that it can be told why and added up again; slower. */
  public static Optional<Cost> explain(PriceMatch match, Usage usage) {
    return tariff(match, usage)
        .flatMap(tariff ->
            tariff
                .charges(usage)
                .flatMap(charges ->
                    Cost.total(charges)
                        .map(total ->
                            new Cost(total, tariff.aboveContext(), tariff.uplift(), charges))));
  }

  private static Optional<Tariff> tariff(PriceMatch match, Usage usage) {
    return usage.provenance() == Provenance.UNKNOWN
        ? Optional.empty()
        : match.card().tariff(usage.tokens().context(), usage.serviceTier(), usage.region());
  }
}
