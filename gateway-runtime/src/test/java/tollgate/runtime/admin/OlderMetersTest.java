package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tollgate.api.json.Json;
import tollgate.runtime.event.Happening;
import tollgate.runtime.event.LifecycleEvent;
import tollgate.runtime.metric.Label;
import tollgate.runtime.metric.Metrics;

class OlderMetersTest {

  private static Json used(String provider, String model, String usd) {
    return Json.object(
        "provider",
        provider,
        "model",
        model,
        "request_count",
        2,
        "total_tokens",
        75,
        "cost_usd",
        Json.of(new BigDecimal(usd)));
  }

  private static void ended(OlderMeters meters, String state, long millis) {
    meters.happened(
        new Happening(
            LifecycleEvent.LIFECYCLE_FINALIZED,
            Instant.EPOCH,
            Map.of(
                "provider",
                "far",
                "lifecycle_status",
                state,
                "status",
                200,
                "streamed",
                true,
                "total_ms",
                millis)));
  }

  private static OlderMeters meters(Metrics metrics) {
    metrics.know(Label.PROVIDER, Set.of("far"));
    metrics.know(Label.MODEL, Set.of("m"));
    return new OlderMeters(
        "old_",
        () ->
            Json.object(
                "breakdown",
                Json.array(
                    used("far", "m", "0.25"),
                    used("far", "made\"up", "0.5"),
                    used("far", "made-up-too", "0"))),
        metrics);
  }

  @Test
  void tellsWhatWasUsedTodayByModelsThatNobodyMadeUp() {
    try (var metrics = new Metrics()) {
      List<String> lines = meters(metrics).page().lines().toList();

      assertTrue(lines.contains("# TYPE old_requests_today gauge"), lines::toString);
      assertTrue(lines.contains("old_requests_today{model=\"m\",provider=\"far\"} 2"));
      assertTrue(lines.contains("old_requests_today{model=\"other\",provider=\"far\"} 4"));
      assertTrue(lines.contains("old_cost_usd_today{model=\"m\",provider=\"far\"} 0.25"));
    }
  }

  @Test
  void countsCallsIntoTheBoundsThatDashboardsKnow() {
    try (var metrics = new Metrics()) {
      OlderMeters meters = meters(metrics);
      ended(meters, "settled", 25);
      ended(meters, "settled", 26);
      ended(meters, "settled", 40_000);
      meters.looked("pass", 3);

      String page = meters.page();

      String series =
          "{lifecycle_status=\"completed\",provider=\"far\",status=\"200\",streamed=\"true\"";
      for (String line :
          List.of(
              "_bucket" + series + ",le=\"25\"} 1",
              "_bucket" + series + ",le=\"50\"} 2",
              "_bucket" + series + ",le=\"30000\"} 2",
              "_bucket" + series + ",le=\"+Inf\"} 3",
              "_sum" + series + "} 40051",
              "_count" + series + "} 3",
              "_max" + series + "} 40000")) {
        assertTrue(page.contains("\nold_proxy_request_duration_ms" + line + "\n"), page);
      }
      assertTrue(page.contains("old_ready_check_duration_ms_count{status=\"pass\"} 1\n"), page);
    }
  }

  /** What the text format 0.0.4 asks for: the lines of one meter are one group behind its type. */
  @Test
  void linesOfOneMeterStandTogether() {
    try (var metrics = new Metrics()) {
      OlderMeters meters = meters(metrics);
      ended(meters, "settled", 25);
      var groups = new ArrayList<String>();
      String type = "";
      for (String line : meters.page().lines().toList()) {
        if (line.startsWith("# TYPE ")) {
          type = line.split(" ", -1)[2];
          groups.add(type);
        } else if (!line.startsWith("#")) {
          String name = line.split("[{ ]", -1)[0];
          assertTrue(
              name.equals(type) || name.replaceAll("_(bucket|sum|count)$", "").equals(type), line);
        }
      }
      assertEquals(groups.size(), new HashSet<>(groups).size(), groups::toString);
    }
  }
}
