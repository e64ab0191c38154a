package tollgate.runtime.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The names that agent-cli-proxy gave to what Tollgate has as well, so that its users can bring
 * their settings and scripts along. The only class of the runtime that may name vendors: these are
 * names in other people's files.
 */
final class SettingAliases {

  private static final List<SettingAlias> ALL = new ArrayList<>();

  static {
    means("PROXY_HOST", "listener.host", "", "");
    means("PROXY_PORT", "listener.port", "", "");
    means("PROXY_REQUIRE_API_KEY", "keys.required", "", "");
    means("ADMIN_API_KEY", "admin.token", "", "");
    means("AGENT_CLI_PROXY_DATA_DIR", "data-dir", "", "");
    means("DB_PATH", "store.path", "", "Must not name the old program's own database.");
    means("LOG_LEVEL", "log.level", "", "");
    means("LOG_FORMAT", "log.format", "", "");
    means("MAX_REQUEST_BODY_BYTES", "limits.max-request-body-bytes", "", "");
    means("CLI_PROXY_API_URL", "provider.cliproxyapi.base-url", "", "");
    means("CLI_PROXY_API_KEY", "provider.cliproxyapi.credential", "", "");
    means("PROVIDERS_JSON", "providers.json", "", "");
    means("PROVIDERS_CONFIG_PATH", "providers.file", "", "");

    means(
        "UPSTREAM_CONNECT_TIMEOUT_MS",
        "upstream.connect-timeout",
        "ms",
        "Limits the connection only; the old program waited for the head of the reply as well.");
    means("UPSTREAM_TIMEOUT_MS", "upstream.head-timeout", "ms", "");
    means("UPSTREAM_STREAM_FIRST_BYTE_TIMEOUT_MS", "upstream.first-byte-timeout", "ms", "");
    means("UPSTREAM_MAX_RETRIES", "upstream.max-retries", "", "");
    means("UPSTREAM_CIRCUIT_BREAKER_OPEN_AFTER_FAILURES", "upstream.breaker.open-after", "", "");
    means(
        "UPSTREAM_CIRCUIT_BREAKER_HALF_OPEN_AFTER_MS",
        "upstream.breaker.half-open-after",
        "ms",
        "");

    ignored("UPSTREAM_CIRCUIT_BREAKER_EVICT_AFTER_MS", "A breaker lives as long as its provider.");
    ignored(
        "RATE_LIMIT_MAX_RETRIES",
        "A provider's 429 goes to the client with its retry-after, which tools obey.");
    ignored("TRUST_PROXY_HEADERS", "Name the proxies in listener.trusted-proxies.");
    means("RATE_LIMIT_PER_CLIENT_PER_MINUTE", "limits.calls-per-client", "", "");
    ignored("CLIENT_NAME_MAPPING", "Give each client a gateway key with a name of its own.");
    ignored("STALE_PENDING_MAX_AGE_MS", "Every open row is resolved at start, whatever its age.");
    ignored("PROXY_LOCAL_OK", "The provider on this machine is the default.");
    ignored("DISABLE_SHUTDOWN_HANDLERS", "Signals always end the gateway in order.");
    imitation("CLAUDE_CODE_VERSION", "CCH_SALT", "CCH_POSITIONS", "TOOL_PREFIX");
    means("PRICING_OVERRIDES_JSON", "pricing.overrides", "", "");
    means("PRICING_ALIASES_JSON", "pricing.aliases", "", "");
    means("PRICING_REFRESH_INTERVAL_MS", "pricing.refresh-interval", "ms", "");
    means("QUOTA_REFRESH_INTERVAL_MS", "quota.refresh-interval", "ms", "");
    means("QUOTA_REFRESH_TIMEOUT_MS", "quota.refresh-timeout", "ms", "");
    means("COST_BACKFILL_INTERVAL_MS", "pricing.backfill-interval", "ms", "");
    means("COST_BACKFILL_LOOKBACK_MS", "pricing.backfill-lookback", "ms", "");
    means("COST_BACKFILL_CHUNK_SIZE", "pricing.backfill-chunk-size", "", "");
    means("DASHBOARD_SESSION_TTL_MS", "admin.session-lifetime", "ms", "");
    means("LOGIN_RATE_LIMIT_WINDOW_MS", "admin.login-window", "ms", "");
    means("LOGIN_RATE_LIMIT_MAX_ATTEMPTS", "admin.login-attempts", "", "");
    ignored("DASHBOARD_PASSWORD_HASH", "People are kept in the database: tollgate users add.");
    ignored("DASHBOARD_SESSION_SECRET", "Sessions are kept in memory and need no secret.");
    means("READY_PRICING_MAX_AGE_MS", "ready.prices-max-age", "ms", "Only warns.");
    notKept(
        "PRICING_CACHE_PATH",
        "PRICING_CACHE_TTL_MS",
        "CLIPROXY_MGMT_KEY",
        "CLIPROXY_CORRELATION_INTERVAL_MS",
        "CLIPROXY_CORRELATION_LOOKBACK_MS",
        "CLIPROXY_CORRELATION_WINDOW_MS",
        "CLIPROXY_AUTH_DIR",
        "CLIPROXY_BINARY_PATH",
        "CLIPROXY_CONFIG_PATH",
        "OAUTH_JOB_TIMEOUT_MS",
        "PLANS_JSON",
        "PLANS_PATH");
  }

  private SettingAliases() {}

  /** What stood before its names of the account that served. */
  static String accountPrefix() {
    return "cliproxy_";
  }

  /** What the names of its meters began with. */
  static String metricPrefix() {
    return "agent_cli_proxy_";
  }

  /** Every variable that is known. */
  static List<SettingAlias> all() {
    return Collections.unmodifiableList(ALL);
  }

  private static void means(String variable, String path, String unit, String remark) {
    ALL.add(new SettingAlias(variable, path, unit, remark));
  }

  private static void ignored(String variable, String remark) {
    means(variable, "", "", remark);
  }

  private static void imitation(String... variables) {
    for (String variable : variables) {
      ignored(variable, "Requests are never dressed up as those of another program.");
    }
  }

  private static void notKept(String... variables) {
    for (String variable : variables) {
      ignored(variable, "This version has nothing it could set.");
    }
  }
}
