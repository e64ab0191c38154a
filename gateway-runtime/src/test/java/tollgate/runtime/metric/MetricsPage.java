package tollgate.runtime.metric;

import static tollgate.runtime.MarkdownTable.code;

import java.util.Locale;
import java.util.stream.Collectors;
import tollgate.runtime.MarkdownTable;

/** Writes {@code docs/reference/metrics.md}. */
public final class MetricsPage {

  private static final String INTRODUCTION =
      """
      # Metrics

      `GET /metrics` answers in the Prometheus text format. Times are in seconds, money in US dollars. A histogram appears as
      `_bucket`, `_sum` and `_count`, with the largest recent value as `_max`.

      Labels are bounded: a tool, provider or model that the gateway does not know is counted as `other`, so that no client
      can invent labels; of the other labels the first hundred values are shown by name. A value that is missing is `none`.

      """;

  private static final String JAVA =
      """

      The Java runtime adds its usual `jvm_memory_*`, `jvm_gc_*`, `jvm_threads_*`, `system_cpu_*`, `process_cpu_*`,
      `process_uptime_seconds` and `process_files_*`.
      """;

  private MetricsPage() {}

  /** The whole page. */
  public static String render() {
    var table = new MarkdownTable("metric", "kind", "unit", "meaning", "labels");
    for (Metric metric : Metric.values()) {
      table.row(
          code(metric.text()),
          metric.kind().name().toLowerCase(Locale.ROOT),
          metric.unit().text(),
          metric.meaning(),
          metric.labels().stream()
              .map(label -> code(label.text()))
              .collect(Collectors.joining(" ")));
    }
    return INTRODUCTION + table + JAVA;
  }
}
