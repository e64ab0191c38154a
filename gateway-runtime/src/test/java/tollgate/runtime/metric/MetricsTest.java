package tollgate.runtime.metric;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void showsEveryMetricUnderTheNameInTheTable() {
    for (Metric metric : Metric.values()) {
      String[] values = metric.labels().stream().map(label -> "x").toArray(String[]::new);
      switch (metric.kind()) {
        case GAUGE -> metrics.watch(metric, () -> 1, values);
        case INFO -> metrics.tell(metric, values);
        case COUNTER, HISTOGRAM -> metrics.add(metric, 1, values);
      }
    }

    String page = metrics.scrape();

    for (Metric metric : Metric.values()) {
      assertTrue(
          page.contains("# HELP " + metric.text() + " " + metric.meaning()),
          metric.text() + " in\n" + page);
    }
  }

  @Test
  void groupsAllSeriesOfAMetricUnderOneHeading() {
    for (String state : List.of("settled", "failed", "aborted")) {
      metrics.add(Metric.CALLS, 1, "chat", "", "", state);
      metrics.add(Metric.REFUSALS, 1, state);
    }

    Set<String> seen = new HashSet<>();
    String current = "";
    for (String line : metrics.scrape().lines().filter(line -> !line.startsWith("#")).toList()) {
      String name = line.replaceAll("[{ ].*", "").replaceAll("_(bucket|sum|count)$", "");
      if (!name.equals(current)) {
        assertTrue(seen.add(name), name + " is scattered over the page");
        current = name;
      }
    }
  }

  @Test
  void showsMoneyInDollarsToTheNano() {
    metrics.know(Label.PROVIDER, List.of("local"));
    metrics.know(Label.MODEL, List.of("m"));
    for (int i = 0; i < 1_000; i++) {
      metrics.add(Metric.COST, 700_001, "local", "m");
    }

    assertTrue(
        metrics
            .scrape()
            .contains("tollgate_cost_usd_total{model=\"m\",provider=\"local\"} 0.700001"));
  }

  @Test
  void countsDurationsIntoBuckets() {
    metrics.add(Metric.STAGE_DURATION, 40_000, "judge");
    metrics.add(Metric.STAGE_DURATION, 4_000_000, "judge");

    String page = metrics.scrape();

    assertTrue(
        page.contains("tollgate_stage_duration_seconds_bucket{stage=\"judge\",le=\"5.0E-5\"} 1"),
        page);
    assertTrue(
        page.contains("tollgate_stage_duration_seconds_bucket{stage=\"judge\",le=\"0.005\"} 2"),
        page);
    assertTrue(page.contains("tollgate_stage_duration_seconds_sum{stage=\"judge\"} 0.00404"), page);
  }

  @Test
  void neverMakesALabelOfAValueAClientInvented() {
    metrics.know(Label.TOOL, List.of("editor"));
    for (int i = 0; i < 1_000; i++) {
      metrics.add(Metric.CALLS, 1, "chat", "invented-" + i, "", "settled");
    }
    metrics.add(Metric.CALLS, 1, "chat", "editor", "", "settled");

    String page = metrics.scrape();

    assertTrue(page.contains("tool=\"other\"} 1000"), page);
    assertTrue(page.contains("tool=\"editor\"} 1"), page);
    assertFalse(page.contains("invented-"));
  }

  @Test
  void showsOnlyTheFirstHundredOfItsOwnValues() {
    for (int i = 0; i < 250; i++) {
      metrics.add(Metric.REFUSALS, 1, "code-" + i);
    }

    assertTrue(metrics.scrape().contains("tollgate_refusals_total{code=\"other\"} 150"));
  }

  @Test
  void callsAnEmptyValueNone() {
    metrics.add(Metric.REFUSALS, 1, "");

    assertTrue(metrics.scrape().contains("tollgate_refusals_total{code=\"none\"} 1"));
  }

  @Test
  void givesTheSameTallyForTheSameLabels() {
    assertSame(
        metrics.tally(Metric.STAGE_DURATION, "judge"),
        metrics.tally(Metric.STAGE_DURATION, "judge"));
  }

  @Test
  void readsAGaugeWhenThePageIsAskedForAndForgetsItWhenTold() {
    metrics.know(Label.PROVIDER, List.of("local"));
    metrics.watch(Metric.UPSTREAM_BREAKER_STATE, () -> 0, "local");
    metrics.watch(Metric.UPSTREAM_BREAKER_STATE, () -> 2, "local");
    assertTrue(
        metrics.scrape().contains("breaker_state{provider=\"local\"} 2"), "the last one counts");

    metrics.forget(Metric.UPSTREAM_BREAKER_STATE, "local");

    assertFalse(metrics.scrape().contains("breaker_state{"));
  }

  @Test
  void showsACountThatSomebodyElseKeeps() {
    var dropped = new AtomicLong(7);
    metrics.watch(Metric.LOG_DROPPED_LINES, dropped::get);

    assertTrue(metrics.scrape().contains("tollgate_log_dropped_lines_total 7"), metrics::scrape);
    dropped.set(9);
    assertTrue(metrics.scrape().contains("tollgate_log_dropped_lines_total 9"), metrics::scrape);
  }

  @Test
  void refusesAWrongUse() {
    assertThrows(IllegalArgumentException.class, () -> metrics.add(Metric.CALLS, 1, "too few"));
    assertThrows(IllegalArgumentException.class, () -> metrics.add(Metric.HELD_USD, 1));
    assertThrows(IllegalArgumentException.class, () -> metrics.watch(Metric.STORE_COMMIT, () -> 1));
  }

  @Test
  void tellsOfTheJavaRuntime() {
    String page = metrics.scrape();

    for (String name :
        List.of(
            "jvm_memory_used_bytes",
            "jvm_gc_memory_allocated_bytes_total",
            "jvm_threads_live_threads",
            "process_uptime_seconds")) {
      assertTrue(page.contains(name), name);
    }
  }
}
