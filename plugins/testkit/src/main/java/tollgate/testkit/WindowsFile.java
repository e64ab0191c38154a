package tollgate.testkit;

import static tollgate.testkit.GoldenCase.textOf;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;
import tollgate.api.quota.QuotaWindow;

/** Quota windows as golden files write them. */
final class WindowsFile {
  private WindowsFile() {}

  static List<QuotaWindow> read(JsonView list) {
    var windows = new ArrayList<QuotaWindow>();
    for (JsonView window : list.items()) {
      windows.add(
          new QuotaWindow(
              textOf(window.at("/name"), ""),
              percent(window.at("/usedPercent")),
              textOf(window.at("/remaining"), ""),
              window.at("/resetsAt").asText(Integer.MAX_VALUE).map(Instant::parse)));
    }
    return List.copyOf(windows);
  }

  private static Optional<BigDecimal> percent(JsonView number) {
    return number.exists() && JsonTree.toJson(number) instanceof Json.Num(var value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /** The same windows with every percentage in the one form that golden files are read in. */
  static List<QuotaWindow> comparable(List<QuotaWindow> windows) {
    return windows.stream()
        .map(window ->
            new QuotaWindow(
                window.name(),
                window.usedPercent().map(BigDecimal::stripTrailingZeros),
                window.remaining(),
                window.resetsAt()))
        .toList();
  }
}
