package tollgate.runtime.config;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What no single setting can tell: contradictions, and what deserves a second look. */
final class SettingChecks {

  /** Secrets that people leave in from examples. */
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "admin",
          "changeme",
          "change-me",
          "default",
          "example",
          "password",
          "proxy",
          "secret",
          "token");

  /** The words of {@code alert.AlertKind}; a test holds the two together. */
  static final Set<String> ALERT_KINDS =
      new TreeSet<>(
          Set.of(
              "budget",
              "unpriced-model",
              "breaker-open",
              "collector-gap",
              "policy-quarantined",
              "plugin-set-aside",
              "plugin-refused",
              "disk-low",
              "backup-failed",
              "providers-refused",
              "price-held"));

  private static final String KEY_PREFIX = "whsec_";

  private final ResolvedSettings resolved;
  private final Settings settings;
  private final Findings findings;

  SettingChecks(ResolvedSettings resolved, Settings settings, Findings findings) {
    this.resolved = resolved;
    this.settings = settings;
    this.findings = findings;
  }

  void run() {
    keysOffLoopback();
    remoteAdministration();
    fileTwice();
    halfOfTls();
    guessableToken();
    alertsInTheClear();
    alertKey();
    telemetryFields();
    unknownAlerts();
    settings.providers().forEach(this::credentialInTheClear);
  }

  private void keysOffLoopback() {
    if (settings.keysRequired() == KeyRequirement.FALSE && !settings.listener().isLoopback()) {
      findings.conflict(
          resolved.originOf(SettingTable.KEYS_REQUIRED),
          "keys.required is false, but listener.host "
              + settings.listener().host()
              + " can be reached from other machines.",
          "Set keys.required to auto or true, or listen at 127.0.0.1.");
    }
  }

  private void remoteAdministration() {
    if (settings.admin().allowRemote() && !settings.admin().requireToken()) {
      findings.conflict(
          resolved.originOf(SettingTable.ADMIN_ALLOW_REMOTE),
          "admin.allow-remote is true, but admin.require-token is false.",
          "Set admin.require-token to true as well.");
    }
  }

  private void fileTwice() {
    if (settings.store().path().equals(settings.admin().tokenFile())) {
      findings.conflict(
          resolved.originOf(SettingTable.ADMIN_TOKEN_PATH),
          "store.path and admin.token-path are the same file.",
          "Give each a file of its own.");
    }
  }

  private void halfOfTls() {
    boolean certificate = !resolved.of(DoorSettings.TLS_CERTIFICATE).isEmpty();
    boolean key = !resolved.of(DoorSettings.TLS_KEY).isEmpty();
    if (certificate != key) {
      findings.conflict(
          resolved.originOf(certificate ? DoorSettings.TLS_CERTIFICATE : DoorSettings.TLS_KEY),
          "Of listener.tls-certificate and listener.tls-key only one is set.",
          "Set both, or none for clear text.");
    }
  }

  private void guessableToken() {
    if (isPlaceholder(settings.admin().token())) {
      findings.warn(
          SettingTable.ADMIN_TOKEN.path(),
          resolved.originOf(SettingTable.ADMIN_TOKEN),
          "Anybody can guess it. Use a long random text.");
    }
  }

  private void alertsInTheClear() {
    boolean clear =
        settings.operation().alerts().urls().stream()
            .anyMatch(url -> url.getScheme().equalsIgnoreCase("http") && !isNear(url.getHost()));
    if (clear && !resolved.of(OperationTable.ALERTS_ALLOW_HTTP)) {
      findings.conflict(
          resolved.originOf(OperationTable.ALERTS_URLS),
          "alerts.urls has an http:// address on another machine.",
          "Use https://, or set alerts.allow-http to true.");
    }
  }

  private void alertKey() {
    String secret = settings.operation().alerts().secret().reveal();
    try {
      if (secret.startsWith(KEY_PREFIX)) {
        Base64.getDecoder().decode(secret.substring(KEY_PREFIX.length()));
      }
    } catch (IllegalArgumentException notBase64) {
      findings.conflict(
          resolved.originOf(OperationTable.ALERTS_SECRET),
          "alerts.secret begins with whsec_, and what follows is not base64.",
          "Give the key in base64, or a secret that begins otherwise.");
    }
  }

  private void telemetryFields() {
    boolean usable =
        settings
            .operation()
            .telemetry()
            .map(telemetry -> telemetry.headers().reveal())
            .filter(fields -> !fields.isEmpty())
            .map(fields -> fields.matches("[^=,]+=[^,]*(,[^=,]+=[^,]*)*"))
            .orElse(true);
    if (!usable) {
      findings.conflict(
          resolved.originOf(OperationTable.TELEMETRY_HEADERS),
          "telemetry.headers is no list of fields.",
          "Give name=value, several separated by commas.");
    }
  }

  private void unknownAlerts() {
    List<String> unknown =
        settings.operation().alerts().kinds().stream()
            .filter(kind -> !ALERT_KINDS.contains(kind))
            .toList();
    if (!unknown.isEmpty()) {
      findings.conflict(
          resolved.originOf(OperationTable.ALERTS_KINDS),
          "alerts.kinds names " + String.join(", ", unknown) + ", which there is not.",
          "There are " + String.join(", ", ALERT_KINDS) + ".");
    }
  }

  private void credentialInTheClear(ProviderEntry provider) {
    URI url = provider.baseUrl();
    boolean clear = "http".equalsIgnoreCase(url.getScheme()) && url.getHost() != null;
    if (clear && !provider.credential().isEmpty() && !isNear(url.getHost())) {
      findings.warn(
          ProviderTables.LIST + "." + provider.id() + ".base-url",
          new Origin(provider.place().where(), resolved.originOf(SettingTable.DATA_DIR).base()),
          "The credential travels unencrypted over http:// to another machine.");
    }
  }

  private static boolean isNear(String host) {
    return Addresses.isLoopback(host.replaceAll("^\\[|]$", ""));
  }

  private static boolean isPlaceholder(Secret secret) {
    return PLACEHOLDERS.contains(secret.reveal().toLowerCase(Locale.ROOT));
  }
}
