package tollgate.runtime.price;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tollgate.api.pricing.PriceSheet;

/**
 * What speaks against taking a new sheet in the place of a known one: half of the models are gone,
 * or a price is ten times what it was, or a tenth, or nothing. Each of these has more often been an
 * accident of the list than a decision of a vendor. A free model that begins to cost is no reason.
 */
final class SheetCheck {

  private static final BigDecimal TEN = BigDecimal.TEN;
  private static final int TOLD = 20;

  private SheetCheck() {}

  /** In a sentence each, the first twenty of them; none for a sheet that can be taken. */
  static List<String> objections(PriceSheet known, PriceSheet fresh) {
    Map<RateKey, BigDecimal> before = RateKey.latest(known.rates());
    Map<RateKey, BigDecimal> after = RateKey.latest(fresh.rates());
    var objections = new ArrayList<String>();
    lost(before, after, objections);
    before.forEach((key, was) -> {
      BigDecimal is = after.get(key);
      if (is != null && leaps(was, is)) {
        objections.add(
            "%s costs %s instead of %s".formatted(key, is.toPlainString(), was.toPlainString()));
      }
    });
    int more = objections.size() - TOLD;
    if (more <= 0) {
      return List.copyOf(objections);
    }
    var told = new ArrayList<>(objections.subList(0, TOLD));
    told.add("and " + more + " more");
    return List.copyOf(told);
  }

  private static void lost(
      Map<RateKey, BigDecimal> before, Map<RateKey, BigDecimal> after, List<String> objections) {
    var models = before.keySet().stream().map(RateKey::model).collect(Collectors.toSet());
    var left = after.keySet().stream().map(RateKey::model).collect(Collectors.toSet());
    int all = models.size();
    models.retainAll(left);
    if (all > 0 && 2 * models.size() <= all) {
      objections.add("%d of %d models are not in it any more".formatted(all - models.size(), all));
    }
  }

  private static boolean leaps(BigDecimal was, BigDecimal is) {
    return was.signum() > 0
        && (is.compareTo(was.multiply(TEN)) >= 0 || is.multiply(TEN).compareTo(was) <= 0);
  }
}
