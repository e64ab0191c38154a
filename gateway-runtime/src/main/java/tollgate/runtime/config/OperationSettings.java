package tollgate.runtime.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a running gateway is looked after. What each setting means stands in {@link OperationTable}.
 *
 * @param olderMetrics what the older names of meters begin with; empty for none of them
 */
public record OperationSettings(
    Alerts alerts,
    Readiness readiness,
    String olderMetrics,
    Optional<Telemetry> telemetry,
    Backup backup) {

  /**
   * Section {@code alerts}.
   *
   * @param kinds the words of those that are sent; none for all
   */
  public record Alerts(
      List<URI> urls, Secret secret, List<String> kinds, Duration repeatAfter, long diskFree) {

    /** Alerts never change. */
    public Alerts {
      urls = List.copyOf(urls);
      kinds = List.copyOf(kinds);
    }

    /** Shows no address: one may be secret. */
    @Override
    public String toString() {
      return "Alerts[" + urls.size() + " addresses, every " + repeatAfter + "]";
    }
  }

  /** Section {@code ready}. */
  public record Readiness(List<String> providers, Duration pricesMaxAge) {

    /** Readiness never changes. */
    public Readiness {
      providers = List.copyOf(providers);
    }
  }

  /** Section {@code telemetry}, where there is an endpoint. */
  public record Telemetry(URI endpoint, Secret headers, String serviceName, Duration interval) {}

  /**
   * Section {@code backup}.
   *
   * @param every how long between two; nothing for none
   * @param keep how many are kept
   * @param dir where they lie
   */
  public record Backup(Duration every, int keep, Path dir) {}

  static OperationSettings of(ResolvedSettings values) {
    String endpoint = values.of(OperationTable.TELEMETRY_ENDPOINT);
    return new OperationSettings(
        new Alerts(
            values.of(OperationTable.ALERTS_URLS),
            values.of(OperationTable.ALERTS_SECRET),
            values.of(OperationTable.ALERTS_KINDS),
            values.of(OperationTable.ALERTS_REPEAT_AFTER),
            values.of(OperationTable.ALERTS_DISK_FREE)),
        new Readiness(
            values.of(OperationTable.READY_PROVIDERS),
            values.of(OperationTable.READY_PRICES_MAX_AGE)),
        values.of(OperationTable.METRICS_OLDER_NAMES) ? SettingAliases.metricPrefix() : "",
        endpoint.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Telemetry(
                    URI.create(endpoint),
                    values.of(OperationTable.TELEMETRY_HEADERS),
                    values.of(OperationTable.TELEMETRY_SERVICE_NAME),
                    values.of(OperationTable.TELEMETRY_INTERVAL))),
        new Backup(
            values.of(OperationTable.BACKUP_EVERY),
            values.of(OperationTable.BACKUP_KEEP),
            values.of(OperationTable.BACKUP_DIR)));
  }
}
