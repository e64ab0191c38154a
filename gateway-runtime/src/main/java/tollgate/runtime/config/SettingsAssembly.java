package tollgate.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tollgate.api.pricing.Rate;

/** Puts the values of the table into the typed records. */
final class SettingsAssembly {

  /**
   * What the operator says of prices.
   *
   * @param tables the rates of the {@code [[price]]} tables
   * @param object the rates of {@code pricing.overrides}
   * @param aliases the names of {@code pricing.aliases}
   */
  record Prices(List<Rate> tables, List<Rate> object, Map<String, String> aliases) {}

  private SettingsAssembly() {}

  static Settings of(
      ResolvedSettings values,
      List<ProviderEntry> providers,
      Map<String, Map<String, String>> plugins,
      Prices prices,
      List<CapEntry> caps) {
    return new Settings(
        values.of(SettingTable.DATA_DIR),
        new Settings.Listener(
            values.of(SettingTable.LISTENER_HOST),
            values.of(SettingTable.LISTENER_PORT),
            values.of(SettingTable.LISTENER_IDLE_TIMEOUT),
            new Settings.Listener.Bounds(
                values.of(DoorSettings.HEAD_TIMEOUT),
                values.of(DoorSettings.BODY_TIMEOUT),
                values.of(DoorSettings.MAX_CONNECTIONS),
                values.of(DoorSettings.PER_CLIENT)),
            tls(values),
            values.of(ForwardingSettings.PROXIES),
            values.of(ForwardingSettings.FIELDS)),
        new Settings.Limits(
            values.of(SettingTable.LIMITS_MAX_REQUEST_BODY_BYTES),
            Math.toIntExact(values.of(SettingTable.LIMITS_MAX_REQUEST_HEAD_BYTES)),
            values.of(SettingTable.LIMITS_MAX_CONCURRENT_CALLS),
            values.of(SettingTable.LIMITS_CALLS_PER_CLIENT)),
        upstream(values),
        store(values),
        values.of(SettingTable.KEYS_REQUIRED),
        admin(values),
        pricing(values, prices),
        new Settings.Quota(
            values.of(SettingTable.QUOTA_REFRESH_INTERVAL),
            values.of(SettingTable.QUOTA_REFRESH_TIMEOUT),
            values.of(SettingTable.QUOTA_KEEP)),
        new Settings.Plugins(
            values.of(SettingTable.PLUGINS_DIR),
            values.of(SettingTable.PLUGINS_ALLOWED),
            Map.copyOf(plugins)),
        values.of(SettingTable.POLICIES_DIR),
        new Settings.Log(
            values.of(OperationTable.LOG_LEVEL),
            values.of(OperationTable.LOG_FORMAT),
            values.of(OperationTable.LOG_QUEUE_LINES),
            logFile(values)),
        OperationSettings.of(values),
        values.of(OperationTable.SHUTDOWN_DRAIN_TIME),
        providers,
        caps);
  }

  /** One alone is a contradiction, which is told of elsewhere. */
  private static Optional<Settings.Listener.Tls> tls(ResolvedSettings values) {
    String certificate = values.of(DoorSettings.TLS_CERTIFICATE);
    String key = values.of(DoorSettings.TLS_KEY);
    return certificate.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Settings.Listener.Tls(
                values.place(certificate, values.originOf(DoorSettings.TLS_CERTIFICATE)),
                values.place(key, values.originOf(DoorSettings.TLS_KEY))));
  }

  private static Optional<Settings.Log.File> logFile(ResolvedSettings values) {
    String name = values.of(OperationTable.LOG_FILE);
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Settings.Log.File(
                values.place(name, values.originOf(OperationTable.LOG_FILE)),
                values.of(OperationTable.LOG_ROTATE_SIZE),
                values.of(OperationTable.LOG_ROTATE_AFTER),
                values.of(OperationTable.LOG_KEEP_FILES),
                values.of(OperationTable.LOG_KEEP_FOR),
                values.of(OperationTable.LOG_KEEP_TOTAL)));
  }

  private static Settings.Upstream upstream(ResolvedSettings values) {
    return new Settings.Upstream(
        new Settings.Upstream.Timeouts(
            values.of(SettingTable.UPSTREAM_CONNECT_TIMEOUT),
            values.of(SettingTable.UPSTREAM_HEAD_TIMEOUT),
            values.of(SettingTable.UPSTREAM_FIRST_BYTE_TIMEOUT),
            values.of(SettingTable.UPSTREAM_IDLE_TIMEOUT),
            values.of(SettingTable.UPSTREAM_TOTAL_TIMEOUT)),
        values.of(SettingTable.UPSTREAM_MAX_RETRIES),
        values.of(SettingTable.UPSTREAM_MAX_CONNECTIONS),
        values.of(SettingTable.UPSTREAM_KEEP_IDLE),
        new Settings.Upstream.Breaker(
            values.of(SettingTable.UPSTREAM_BREAKER_OPEN_AFTER),
            values.of(SettingTable.UPSTREAM_BREAKER_HALF_OPEN_AFTER)));
  }

  private static Settings.Store store(ResolvedSettings values) {
    return new Settings.Store(
        values.of(SettingTable.STORE_PATH),
        values.of(SettingTable.STORE_DURABILITY),
        values.of(SettingTable.STORE_READERS),
        new Settings.Store.Retention(
            values.of(SettingTable.STORE_RETENTION_CALLS),
            values.of(SettingTable.STORE_RETENTION_ATTEMPTS)));
  }

  /** Of two prices of one thing the last counts, and that is the file's own table. */
  private static Settings.Pricing pricing(ResolvedSettings values, Prices prices) {
    return new Settings.Pricing(
        values.of(SettingTable.PRICING_OFFLINE),
        values.of(SettingTable.PRICING_REFRESH_INTERVAL),
        values.of(SettingTable.PRICING_SOURCES),
        Stream.concat(prices.object().stream(), prices.tables().stream()).toList(),
        prices.aliases(),
        new Settings.Pricing.Backfill(
            values.of(SettingTable.PRICING_BACKFILL_INTERVAL),
            values.of(SettingTable.PRICING_BACKFILL_LOOKBACK),
            values.of(SettingTable.PRICING_BACKFILL_CHUNK_SIZE)));
  }

  private static Settings.Admin admin(ResolvedSettings values) {
    return new Settings.Admin(
        values.of(SettingTable.ADMIN_TOKEN_PATH),
        values.of(SettingTable.ADMIN_TOKEN),
        values.of(SettingTable.ADMIN_REQUIRE_TOKEN),
        values.of(SettingTable.ADMIN_ALLOW_REMOTE),
        values.of(SettingTable.ADMIN_ALLOWED_HOSTS),
        values.of(SettingTable.ADMIN_ACCOUNT_PREFIX),
        new Settings.Admin.Login(
            values.of(LoginSettings.IDLE),
            values.of(LoginSettings.LIFETIME),
            values.of(LoginSettings.WINDOW),
            values.of(LoginSettings.ATTEMPTS)),
        values.of(LoginSettings.REQUESTS));
  }
}
