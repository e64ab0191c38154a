package tollgate.runtime.app;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.api.pricing.PriceSheet;
import tollgate.runtime.access.Access;
import tollgate.runtime.access.Sessions;
import tollgate.runtime.alert.Alerts;
import tollgate.runtime.backup.Backups;
import tollgate.runtime.call.CallRoom;
import tollgate.runtime.config.ForwardedBy;
import tollgate.runtime.config.OperationSettings;
import tollgate.runtime.config.ProviderEntry;
import tollgate.runtime.config.Settings;
import tollgate.runtime.event.LogFileSettings;
import tollgate.runtime.event.LogSettings;
import tollgate.runtime.http.Certificates;
import tollgate.runtime.http.ListenerSettings;
import tollgate.runtime.ledger.Retention;
import tollgate.runtime.price.SourcedSheet;
import tollgate.runtime.store.Durability;
import tollgate.runtime.store.StoreSettings;
import tollgate.runtime.telemetry.Telemetry;
import tollgate.runtime.upstream.Deadlines;
import tollgate.runtime.upstream.NamedCredential;
import tollgate.runtime.upstream.ProviderConfig;
import tollgate.runtime.upstream.Routing;
import tollgate.runtime.upstream.UpstreamSettings;

/** The settings in the shape in which each room takes its own. Rooms do not know the settings. */
final class Shapes {

  /** The operator's own prices are believed before every source's. */
  private static final int OVERRIDES_RANK = Integer.MAX_VALUE;

  private Shapes() {}

  static ListenerSettings listener(Settings settings) {
    var listener = settings.listener();
    return new ListenerSettings(
        listener.host(),
        listener.port(),
        new ListenerSettings.Bounds(
            settings.limits().maxRequestHeadBytes(),
            listener.idleTimeout(),
            listener.bounds().head(),
            listener.bounds().body(),
            listener.bounds().connections(),
            listener.bounds().perClient()),
        new ListenerSettings.Proxies(
            listener.trustedProxies(), listener.forwardedBy() == ForwardedBy.FORWARDED));
  }

  /** Read at once: what cannot be used keeps the gateway from starting. */
  static Optional<Certificates> certificates(Settings settings) {
    return settings.listener().tls().map(tls -> Certificates.in(tls.certificate(), tls.key()));
  }

  static StoreSettings store(Settings settings) {
    var store = settings.store();
    var durability =
        switch (store.durability()) {
          case FULL -> Durability.POWER_LOSS;
          case PROCESS -> Durability.PROCESS;
        };
    return new StoreSettings(store.path(), durability, store.readers());
  }

  static Alerts.Rules alerts(Settings settings) {
    var alerts = settings.operation().alerts();
    return new Alerts.Rules(
        alerts.urls(), alerts.secret().reveal(), alerts.kinds(), alerts.repeatAfter());
  }

  static LogSettings log(Settings.Log log) {
    return new LogSettings(
        log.level(),
        log.format(),
        log.queueLines(),
        log.file()
            .map(file ->
                new LogFileSettings(
                    file.path(),
                    file.rotateBytes(),
                    file.rotateAfter(),
                    file.keepFiles(),
                    file.keepFor(),
                    file.keepBytes())));
  }

  static Telemetry.Settings telemetry(OperationSettings.Telemetry telemetry, String version) {
    return new Telemetry.Settings(
        telemetry.endpoint(),
        fields(telemetry.headers().reveal()),
        telemetry.serviceName(),
        version,
        telemetry.interval());
  }

  /** {@code name=value} pairs, separated by commas; the settings were checked for that. */
  private static Map<String, String> fields(String text) {
    var fields = new LinkedHashMap<String, String>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      fields.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return fields;
  }

  static Retention.Keep retention(Settings settings) {
    var keep = settings.store().retention();
    return new Retention.Keep(keep.calls(), keep.attempts(), keep.calls(), keep.calls());
  }

  static Backups.Rules backups(Settings settings) {
    var backup = settings.operation().backup();
    return new Backups.Rules(backup.every(), backup.keep(), backup.dir());
  }

  static Access.Rules access(Settings settings) {
    var login = settings.admin().login();
    return new Access.Rules(
        new Sessions.Life(login.idle(), login.lifetime()), login.window(), login.attempts());
  }

  static UpstreamSettings upstream(Settings settings) {
    var upstream = settings.upstream();
    return new UpstreamSettings(
        upstream.maxConnections(),
        upstream.keepIdle(),
        upstream.maxRetries(),
        upstream.breaker().openAfter(),
        upstream.breaker().halfOpenAfter());
  }

  static CallRoom.Rules rules(Settings settings) {
    var limits = settings.limits();
    var timeouts = settings.upstream().timeouts();
    return new CallRoom.Rules(
        new Deadlines(
            timeouts.connect(),
            timeouts.head(),
            timeouts.firstByte(),
            timeouts.idle(),
            timeouts.total()),
        limits.maxRequestBodyBytes(),
        limits.maxConcurrentCalls(),
        settings.clientsNeedKeys(),
        zone(),
        settings.listener().idleTimeout(),
        limits.callsPerClient());
  }

  /** The operator's zone, in which days begin. */
  static ZoneId zone() {
    return ZoneId.systemDefault();
  }

  static List<ProviderConfig> providers(List<ProviderEntry> providers) {
    return providers.stream().map(Shapes::provider).collect(Collectors.toList());
  }

  private static ProviderConfig provider(ProviderEntry entry) {
    return new ProviderConfig(
        entry.id(),
        entry.type(),
        entry.baseUrl(),
        entry.credential().reveal(),
        entry.auth(),
        entry.models(),
        entry.paths(),
        entry.dress(),
        entry.connection(),
        entry.byDefault(),
        entry.values(),
        routing(entry),
        entry.place());
  }

  private static Routing routing(ProviderEntry entry) {
    return new Routing(
        entry.fallback(),
        entry.accounts().stream()
            .map(account -> new NamedCredential(account.name(), account.credential().reveal()))
            .toList());
  }

  /** The operator's own prices as a sheet of their own. */
  static SourcedSheet overrides(Settings settings, Instant now) {
    String version = LocalDate.ofInstant(now, ZoneId.of("UTC")).toString();
    return new SourcedSheet(
        "operator",
        OVERRIDES_RANK,
        new PriceSheet(version, now, "settings", settings.pricing().overrides()));
  }
}
