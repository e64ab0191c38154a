package tollgate.runtime.call;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.MoneyEvent;

/**
 * Tells of models without a price, once each. A client can make up names, so only so many are told.
 */
final class UnknownPrices {

  private static final int MOST_TOLD = 500;

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** A call to this model has ended and could not be priced. */
  void met(String provider, String model) {
    if (told.size() < MOST_TOLD && told.add(provider + "/" + model)) {
      Events.log(MoneyEvent.PRICE_UNKNOWN, "provider", provider, "model", model);
    }
  }
}
