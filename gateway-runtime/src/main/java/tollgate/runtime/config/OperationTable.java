package tollgate.runtime.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tollgate.runtime.event.Level;
import tollgate.runtime.event.LogFormat;

/**
 * The settings by which a running gateway is looked after: its log, alerts, readiness, meters and
 * traces. The second half of {@link SettingTable}.
 */
final class OperationTable {

  private static final List<Setting<?>> ALL = new ArrayList<>();

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration YEAR = Duration.ofDays(365);

  // -- log
  static final Setting<Level> LOG_LEVEL =
      entry("log.level", new ChoiceKind<>(Level.class))
          .standard("info")
          .flag("--log-level")
          .means("Events below this level are not logged.")
          .addTo(ALL);
  static final Setting<LogFormat> LOG_FORMAT =
      entry("log.format", new ChoiceKind<>(LogFormat.class))
          .standard("json")
          .flag("--log-format")
          .means("json: one object per line; pretty: for people.")
          .addTo(ALL);
  static final Setting<Integer> LOG_QUEUE_LINES =
      entry("log.queue-lines", new WholeKind(100, 1_000_000))
          .standard("10000")
          .means(
              "How many lines may wait for a slow reader of the log before further ones are"
                  + " dropped.")
          .addTo(ALL);
  static final Setting<String> LOG_FILE =
      entry("log.file", new FileNameKind())
          .standard("none", places -> "")
          .means(
              "A file for the log, in place of standard output; errors go to standard error as"
                  + " well. Files that are full get a number and are compressed.")
          .with("Standard output gets the lines while the file cannot be written.")
          .addTo(ALL);
  static final Setting<Long> LOG_ROTATE_SIZE =
      entry("log.rotate-size", new SizeKind(10_000, 100_000_000_000L))
          .standard("100MB")
          .means("How long log.file may become before the next one is begun.")
          .addTo(ALL);
  static final Setting<Duration> LOG_ROTATE_AFTER =
      entry("log.rotate-after", new DurationKind(MINUTE, DurationKind.FOREVER))
          .standard("1d")
          .means("How old log.file may become before the next one is begun.")
          .addTo(ALL);
  static final Setting<Integer> LOG_KEEP_FILES =
      entry("log.keep-files", new WholeKind(1, 100_000))
          .standard("14")
          .means("How many full files are kept beside log.file.")
          .addTo(ALL);
  static final Setting<Duration> LOG_KEEP_FOR =
      entry("log.keep-for", new DurationKind(MINUTE, DurationKind.FOREVER))
          .standard("30d")
          .means("How long a full file is kept.")
          .addTo(ALL);
  static final Setting<Long> LOG_KEEP_TOTAL =
      entry("log.keep-total", new SizeKind(10_000, 100_000_000_000_000L))
          .standard("1GB")
          .means("How much all full files may take together, as they lie on disk.")
          .addTo(ALL);

  // -- alerts
  static final Setting<List<URI>> ALERTS_URLS =
      entry("alerts.urls", new ListKind<>(new WebhookKind()))
          .standard("none", places -> List.of())
          .means("The addresses that are told of what somebody should look at, by POST.")
          .with("Plain http:// only to this machine, unless alerts.allow-http is true.")
          .addTo(ALL);
  static final Setting<Secret> ALERTS_SECRET =
      entry("alerts.secret", new SecretKind())
          .standard("none", places -> Secret.NONE)
          .means(
              "What alerts are signed with: any text, or whsec_ and a key in base64. Alerts are not"
                  + " signed without.")
          .addTo(ALL);
  static final Setting<List<String>> ALERTS_KINDS =
      entry("alerts.kinds", new ListKind<>(new TextKind()))
          .standard("all", places -> List.of())
          .means(
              "Which kinds are sent: budget, unpriced-model, breaker-open, collector-gap,"
                  + " policy-quarantined, plugin-set-aside, plugin-refused, disk-low,"
                  + " backup-failed, providers-refused, price-held.")
          .addTo(ALL);
  static final Setting<Duration> ALERTS_REPEAT_AFTER =
      entry("alerts.repeat-after", new DurationKind(SECOND, YEAR))
          .standard("1h")
          .means("How long an alert about the same thing is not sent again.")
          .addTo(ALL);
  static final Setting<Boolean> ALERTS_ALLOW_HTTP =
      entry("alerts.allow-http", new YesNoKind())
          .standard("false")
          .means("Whether alerts may travel unencrypted to other machines.")
          .addTo(ALL);
  static final Setting<Long> ALERTS_DISK_FREE =
      entry("alerts.disk-free", new SizeKind(0, 1_000_000_000_000_000L))
          .standard("1GB")
          .means("There is an alert when the disk of the database has less room; 0 for never.")
          .addTo(ALL);

  // -- backup
  static final Setting<Duration> BACKUP_EVERY =
      entry("backup.every", new DurationKind(Duration.ZERO, YEAR))
          .standard("0s")
          .means("How long between two backups of the database; 0s for none.")
          .with("Takes effect at once when the settings file is saved.")
          .addTo(ALL);
  static final Setting<Integer> BACKUP_KEEP =
      entry("backup.keep", new WholeKind(1, 10_000))
          .standard("7")
          .means("How many backups are kept in backup.dir; older ones are deleted.")
          .addTo(ALL);
  static final Setting<Path> BACKUP_DIR =
      entry("backup.dir", new PathKind())
          .standard("backups in data-dir", places -> places.data().resolve("backups"))
          .means("The folder for backups. On another disk they outlive this one.")
          .addTo(ALL);

  // -- readiness, meters, traces
  static final Setting<List<String>> READY_PROVIDERS =
      entry("ready.providers", new ListKind<>(new TextKind()))
          .standard("none", places -> List.of())
          .means("The ids of providers without which /ready says that the gateway is not ready.")
          .with("Each is asked for /health; any answer below 500 will do.")
          .addTo(ALL);
  static final Setting<Duration> READY_PRICES_MAX_AGE =
      entry("ready.prices-max-age", new DurationKind(MINUTE, DurationKind.FOREVER))
          .standard("2d")
          .means("How old prices may be before /ready warns; it never fails for them.")
          .addTo(ALL);
  static final Setting<Boolean> METRICS_OLDER_NAMES =
      entry("metrics.older-names", new YesNoKind())
          .standard("false")
          .means("Whether /metrics has the meters of an older proxy as well, by their names there.")
          .addTo(ALL);
  static final Setting<String> TELEMETRY_ENDPOINT =
      entry("telemetry.endpoint", new OptionalUrlKind())
          .standard("none", places -> "")
          .means(
              "Where traces and meters of calls go as OpenTelemetry (OTLP over HTTP), such as"
                  + " http://127.0.0.1:4318. Nothing is sent without.")
          .addTo(ALL);
  static final Setting<Secret> TELEMETRY_HEADERS =
      entry("telemetry.headers", new SecretKind())
          .standard("none", places -> Secret.NONE)
          .means("Fields of what is sent there: name=value, several separated by commas.")
          .addTo(ALL);
  static final Setting<String> TELEMETRY_SERVICE_NAME =
      entry("telemetry.service-name", new TextKind())
          .standard("tollgate")
          .means("What the gateway calls itself there.")
          .addTo(ALL);
  static final Setting<Duration> TELEMETRY_INTERVAL =
      entry("telemetry.interval", new DurationKind(SECOND, Duration.ofHours(1)))
          .standard("60s")
          .means("How long between two reports of the meters; traces are sent every few seconds.")
          .addTo(ALL);

  // -- shutdown
  static final Setting<Duration> SHUTDOWN_DRAIN_TIME =
      entry("shutdown.drain-time", new DurationKind(Duration.ZERO, Duration.ofHours(1)))
          .standard("10s")
          .means("How long running calls may go on when the gateway is told to end.")
          .addTo(ALL);

  private OperationTable() {}

  private static <T> SettingTable.Entry<T> entry(String path, ValueKind<T> kind) {
    return new SettingTable.Entry<>(path, kind);
  }

  /** Every setting in order. */
  static List<Setting<?>> all() {
    return Collections.unmodifiableList(ALL);
  }
}
