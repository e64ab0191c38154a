package tollgate.runtime.replay;

import java.time.Instant;
import java.util.Optional;
import tollgate.runtime.price.PriceMatch;

/** The rates of models by which calls that go elsewhere are priced. */
@FunctionalInterface
public interface Prices {

  /**
   * The rates of a model at a moment.
   *
   * @param provider as it is called in the settings
   */
  Optional<PriceMatch> find(String provider, String model, Instant at);
}
