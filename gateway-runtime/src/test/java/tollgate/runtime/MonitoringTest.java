package tollgate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.metric.Kind;
import tollgate.runtime.metric.Metric;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard and the alert rules ask for meters that there are. */
class MonitoringTest {
  private static final Path FOLDER = Checkout.top().resolve("docs/monitoring");
  private static final Pattern METER = Pattern.compile("tollgate_[a-z0-9_]+");
  private static final Pattern PART = Pattern.compile("_(bucket|sum|count|max)$");

  private static final Map<String, Metric> METERS =
      Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::text, Function.identity()));

  private static boolean isThere(String name) {
    Metric whole = METERS.get(PART.matcher(name).replaceAll(""));
    return METERS.containsKey(name) || (whole != null && whole.kind() == Kind.HISTOGRAM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grafana-dashboard.json", "alerts.yml"})
  void asksForMetersThatThereAre(String file) throws IOException {
    var asked = new TreeSet<String>();
    Matcher names = METER.matcher(Files.readString(FOLDER.resolve(file)));
    while (names.find()) {
      asked.add(names.group());
    }

    assertTrue(asked.size() > 5, asked::toString);
    assertEquals(
        new TreeSet<String>(),
        asked.stream()
            .filter(name -> !isThere(name))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void everyPanelHasAPlaceOfItsOwn() throws IOException {
    JsonNode dashboard =
        JsonMapper.shared().readTree(Files.readString(FOLDER.resolve("grafana-dashboard.json")));
    var places = new TreeSet<String>();
    for (JsonNode panel : dashboard.at("/panels")) {
      places.add(panel.at("/gridPos/x") + " " + panel.at("/gridPos/y"));
    }

    assertEquals(dashboard.at("/panels").size(), places.size());
  }
}
