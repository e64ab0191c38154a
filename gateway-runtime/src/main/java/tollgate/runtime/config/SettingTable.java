package tollgate.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tollgate.api.json.Json;

/**
 * Every setting, in the order of the reference page and of the shipped settings file. Paths never
 * change their meaning. Providers, prices and plugins have tables of their own: {@link
 * ProviderTables}, {@link PriceTables}.
 */
public final class SettingTable {

  private static final List<Setting<?>> ALL = new ArrayList<>();

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  static final Setting<Path> DATA_DIR =
      new Entry<>("data-dir", new PathKind())
          .standard(
              "$XDG_DATA_HOME/tollgate, else ~/.local/share/tollgate; macOS: ~/Library/Application"
                  + " Support/Tollgate; Windows: %LOCALAPPDATA%\\Tollgate",
              Places::data)
          .flag("--data-dir")
          .means(
              "The folder that holds the database, the administrator's token and what plugins"
                  + " keep.")
          .add();

  // -- listener
  static final Setting<String> LISTENER_HOST =
      new Entry<>("listener.host", new HostKind())
          .standard("127.0.0.1")
          .flag("--host")
          .means("The address to listen at. An IPv6 address may stand with or without brackets.")
          .with("Off loopback every client needs a key, whatever keys.required says.")
          .add();
  static final Setting<Integer> LISTENER_PORT =
      new Entry<>("listener.port", new WholeKind(0, 65_535))
          .standard("3100")
          .flag("--port")
          .means("The port to listen at; 0 takes one that is free.")
          .add();
  static final Setting<Duration> LISTENER_IDLE_TIMEOUT =
      new Entry<>("listener.idle-timeout", new DurationKind(SECOND, DAY))
          .standard("5m")
          .means(
              "How long a client's connection may be silent between requests, and how long a client"
                  + " may refuse to take what is sent to it.")
          .add();

  static {
    ALL.addAll(DoorSettings.ALL);
    ALL.addAll(ForwardingSettings.ALL);
  }

  // -- limits
  static final Setting<Long> LIMITS_MAX_REQUEST_BODY_BYTES =
      new Entry<>("limits.max-request-body-bytes", new SizeKind(1, 1_000_000_000))
          .standard("25MB")
          .means("The longest request body that is taken; longer ones are refused with 413.")
          .add();
  static final Setting<Long> LIMITS_MAX_REQUEST_HEAD_BYTES =
      new Entry<>("limits.max-request-head-bytes", new SizeKind(4_000, 1_000_000))
          .standard("64KB")
          .means("The longest request line with all header fields that is taken.")
          .add();
  static final Setting<Integer> LIMITS_MAX_CONCURRENT_CALLS =
      new Entry<>("limits.max-concurrent-calls", new WholeKind(1, 1_000_000))
          .standard("10000")
          .means("How many calls may run at once; further ones are refused with 429.")
          .add();
  static final Setting<Integer> LIMITS_CALLS_PER_CLIENT =
      new Entry<>("limits.calls-per-client", new WholeKind(0, 1_000_000))
          .standard("0")
          .means(
              "How many calls each client of each tool may make in a minute, by its key or else its"
                  + " address; 0 for any number. Further ones are refused with 429.")
          .add();

  // -- upstream
  static final Setting<Duration> UPSTREAM_CONNECT_TIMEOUT =
      new Entry<>(
              "upstream.connect-timeout",
              new DurationKind(Duration.ofMillis(1), Duration.ofMinutes(10)))
          .standard("10s")
          .means("How long a provider may take to accept a connection.")
          .add();
  static final Setting<Duration> UPSTREAM_HEAD_TIMEOUT =
      new Entry<>("upstream.head-timeout", new DurationKind(Duration.ofMillis(1), DAY))
          .standard("15m")
          .means(
              "How long a provider may take from the request to the head of its reply. Models that"
                  + " think before they answer need minutes here, and so do providers that queue.")
          .add();
  static final Setting<Duration> UPSTREAM_FIRST_BYTE_TIMEOUT =
      new Entry<>("upstream.first-byte-timeout", new DurationKind(Duration.ofMillis(1), DAY))
          .standard("15m")
          .means("How long a stream may take from the head of the reply to its first byte.")
          .add();
  static final Setting<Duration> UPSTREAM_IDLE_TIMEOUT =
      new Entry<>("upstream.idle-timeout", new DurationKind(Duration.ofMillis(1), DAY))
          .standard("5m")
          .means("How long a reply may be silent after its first byte.")
          .add();
  static final Setting<Duration> UPSTREAM_TOTAL_TIMEOUT =
      new Entry<>(
              "upstream.total-timeout", new DurationKind(Duration.ofMillis(1), Duration.ofDays(7)))
          .standard("1h")
          .means("How long a call may take altogether, retries included.")
          .with("Ends a call even where the other time-outs would let it go on.")
          .add();
  static final Setting<Integer> UPSTREAM_MAX_RETRIES =
      new Entry<>("upstream.max-retries", new WholeKind(0, 10))
          .standard("2")
          .means("How often a call is tried again; only before the first byte of a reply.")
          .with("A POST goes out again only while nothing of it was sent.")
          .add();
  static final Setting<Integer> UPSTREAM_MAX_CONNECTIONS =
      new Entry<>("upstream.max-connections", new WholeKind(1, 1_000_000))
          .standard("10000")
          .means("The most connections to one provider; HTTP/2 lets calls share one.")
          .with("Fewer than limits.max-concurrent-calls makes calls wait for a connection.")
          .add();
  static final Setting<Duration> UPSTREAM_KEEP_IDLE =
      new Entry<>("upstream.keep-idle", new DurationKind(SECOND, DAY))
          .standard("1m")
          .means("How long a connection to a provider is kept while no call uses it.")
          .add();
  static final Setting<OutboundProxy> UPSTREAM_PROXY =
      new Entry<>("upstream.proxy", new ProxyKind())
          .standard("what HTTPS_PROXY and HTTP_PROXY say", places -> OutboundProxy.NONE)
          .means(
              "The HTTP proxy by which providers are reached that name none of their own:"
                  + " http://host:port, or http://name:password@host:port; none for no proxy.")
          .with("Providers on this machine are reached straight.")
          .add();
  static final Setting<List<String>> UPSTREAM_NO_PROXY =
      new Entry<>("upstream.no-proxy", new ListKind<>(new BypassKind()))
          .standard("what NO_PROXY says", places -> List.of())
          .means(
              "Hosts, with all below them, that are reached straight all the same; * for every"
                  + " host.")
          .with("A provider's own proxy is used whatever stands here.")
          .add();
  static final Setting<String> UPSTREAM_CA_FILE =
      new Entry<>("upstream.ca-file", new FileNameKind())
          .standard("none", places -> "")
          .means(
              "A PEM file of certificate authorities to trust beside those of the Java runtime, for"
                  + " providers that name none of their own.")
          .add();
  static final Setting<Integer> UPSTREAM_BREAKER_OPEN_AFTER =
      new Entry<>("upstream.breaker.open-after", new WholeKind(1, 1_000))
          .standard("5")
          .means(
              "After how many failures in a row a provider is left alone. A client that leaves is"
                  + " no failure.")
          .add();
  static final Setting<Duration> UPSTREAM_BREAKER_HALF_OPEN_AFTER =
      new Entry<>("upstream.breaker.half-open-after", new DurationKind(Duration.ofMillis(100), DAY))
          .standard("30s")
          .means("How long a provider is left alone before a single call probes it.")
          .add();

  // -- providers
  static final Setting<Secret> PROVIDERS_JSON =
      new Entry<>("providers.json", new ConcealedKind())
          .standard("none", places -> Secret.NONE)
          .means(
              "Further providers as one JSON document, {\"providers\": [...]}. One with the id of a"
                  + " [[provider]] table takes that one's place.")
          .with("Takes the place of providers.file.")
          .add();
  static final Setting<String> PROVIDERS_FILE =
      new Entry<>("providers.file", new FileNameKind())
          .standard("none", places -> "")
          .means("The file that holds such a document.")
          .add();

  // -- store
  static final Setting<Path> STORE_PATH =
      new Entry<>("store.path", new PathKind())
          .standard("tollgate.db in data-dir", places -> places.data().resolve("tollgate.db"))
          .means("The database file.")
          .add();
  static final Setting<Durability> STORE_DURABILITY =
      new Entry<>("store.durability", new ChoiceKind<>(Durability.class))
          .standard("full")
          .means(
              "What a recorded call survives: full, a power cut; process, the end of the process,"
                  + " but not always a power cut.")
          .with("process saves a few tenths of a millisecond per call.")
          .add();
  static final Setting<Integer> STORE_READERS =
      new Entry<>("store.readers", new WholeKind(1, 64))
          .standard("2")
          .means("How many questions the database answers at once.")
          .add();
  static final Setting<Duration> STORE_RETENTION_CALLS =
      new Entry<>("store.retention.calls", new DurationKind(DAY, DurationKind.FOREVER))
          .standard("365d")
          .means("How long the row of a call is kept. Totals are kept for ever.")
          .add();
  static final Setting<Duration> STORE_RETENTION_ATTEMPTS =
      new Entry<>("store.retention.attempts", new DurationKind(DAY, DurationKind.FOREVER))
          .standard("90d")
          .means("How long the single attempts of a call are kept.")
          .with("They go with their call's row at the latest.")
          .add();

  // -- keys
  static final Setting<KeyRequirement> KEYS_REQUIRED =
      new Entry<>(
              "keys.required",
              new ChoiceKind<>(
                  KeyRequirement.class,
                  Map.of("yes", "true", "1", "true", "no", "false", "0", "false")))
          .standard("auto")
          .means(
              "Whether clients need a gateway key; auto: only where listener.host is off loopback.")
          .with("false is refused where listener.host is off loopback.")
          .add();

  // -- administration
  static final Setting<Path> ADMIN_TOKEN_PATH =
      new Entry<>("admin.token-path", new PathKind())
          .standard("admin-token in data-dir", places -> places.data().resolve("admin-token"))
          .means(
              "The file with the administrator's token; made at the first start, readable by its"
                  + " owner only.")
          .with("Not made where admin.token is set.")
          .add();
  static final Setting<Secret> ADMIN_TOKEN =
      new Entry<>("admin.token", new SecretKind())
          .standard("none", places -> Secret.NONE)
          .means(
              "The administrator's token itself, for installations that keep secrets in the"
                  + " environment.")
          .with("Takes the place of admin.token-path.")
          .add();
  static final Setting<Boolean> ADMIN_REQUIRE_TOKEN =
      new Entry<>("admin.require-token", new YesNoKind())
          .standard("false")
          .means("Whether reading needs the administrator's token as well; changing always does.")
          .add();
  static final Setting<Boolean> ADMIN_ALLOW_REMOTE =
      new Entry<>("admin.allow-remote", new YesNoKind())
          .standard("false")
          .means("Whether other machines may reach the admin API, /metrics and the pages.")
          .with("Needs admin.require-token = true.")
          .add();
  static final Setting<List<String>> ADMIN_ALLOWED_HOSTS =
      new Entry<>("admin.allowed-hosts", new ListKind<>(new HostKind()))
          .standard("none", places -> List.of())
          .means(
              "Names under which the admin API may be addressed, beside localhost, loopback"
                  + " addresses and listener.host.")
          .add();

  static final Setting<String> ADMIN_ACCOUNT_PREFIX =
      new Entry<>("admin.account-prefix", new TextKind())
          .standard(SettingAliases.accountPrefix())
          .means(
              "What stands before account, auth_index and source where lists and sums of the admin"
                  + " API name the account that served once more, for scripts of an older proxy;"
                  + " empty to leave those out. Beside them there is always account.")
          .add();

  static {
    ALL.addAll(LoginSettings.ALL);
  }

  // -- prices, plugins
  static final Setting<Boolean> PRICING_OFFLINE =
      new Entry<>("pricing.offline", new YesNoKind())
          .standard("false")
          .means("Whether to use only prices that are on this machine and fetch none.")
          .add();
  static final Setting<Duration> PRICING_REFRESH_INTERVAL =
      new Entry<>(
              "pricing.refresh-interval",
              new DurationKind(Duration.ofMinutes(1), Duration.ofDays(30)))
          .standard("6h")
          .means("How long between two looks at the sources of prices; the first is at the start.")
          .with("None with pricing.offline = true.")
          .add();
  static final Setting<List<String>> PRICING_SOURCES =
      new Entry<>("pricing.sources", new ListKind<>(new TextKind()))
          .standard("none", places -> List.of())
          .means(
              "The sources of prices by id, the most believed first. Sources that are not named"
                  + " follow in the order of their own ranks; the built-in table is the last.")
          .with("Prices of pricing.overrides and of [[price]] tables win over all of them.")
          .add();
  static final Setting<Json.Obj> PRICING_OVERRIDES =
      new Entry<>("pricing.overrides", new JsonObjectKind())
          .standard("none", places -> JsonObjectKind.EMPTY)
          .means(
              "Prices of your own by model, in dollars per million tokens: {\"m\": {\"input\":"
                  + " 1.25, \"output\": 10}}. Input and output must be there; cache_read,"
                  + " cache_write and reasoning may.")
          .with("[[price]] tables say more and win over it.")
          .add();
  static final Setting<Json.Obj> PRICING_ALIASES =
      new Entry<>("pricing.aliases", new JsonObjectKind())
          .standard("none", places -> JsonObjectKind.EMPTY)
          .means(
              "Names that models go by: {\"name\": \"model\"}. A name holds for itself and for all"
                  + " that begin with it; of several the longest.")
          .add();
  static final Setting<Duration> PRICING_BACKFILL_INTERVAL =
      new Entry<>(
              "pricing.backfill-interval",
              new DurationKind(Duration.ofSeconds(1), Duration.ofDays(30)))
          .standard("30m")
          .means("How long between two looks for calls that had no price when they ended.")
          .add();
  static final Setting<Duration> PRICING_BACKFILL_LOOKBACK =
      new Entry<>(
              "pricing.backfill-lookback",
              new DurationKind(Duration.ofMinutes(1), Duration.ofDays(3_650)))
          .standard("7d")
          .means("How old a call may be that is priced after the fact without being asked for.")
          .add();
  static final Setting<Integer> PRICING_BACKFILL_CHUNK_SIZE =
      new Entry<>("pricing.backfill-chunk-size", new WholeKind(1, 100_000))
          .standard("500")
          .means("How many calls are read at once when they are priced after the fact.")
          .add();
  static final Setting<Duration> QUOTA_REFRESH_INTERVAL =
      new Entry<>(
              "quota.refresh-interval",
              new DurationKind(Duration.ofSeconds(10), Duration.ofDays(1)))
          .standard("5m")
          .means("How long between two rounds in which upstream accounts are asked what is left.")
          .with("Nobody is asked where no plugin lists accounts.")
          .add();
  static final Setting<Duration> QUOTA_REFRESH_TIMEOUT =
      new Entry<>(
              "quota.refresh-timeout",
              new DurationKind(Duration.ofMillis(100), Duration.ofMinutes(1)))
          .standard("15s")
          .means("How long one account is waited for in such a round.")
          .add();
  static final Setting<Duration> QUOTA_KEEP =
      new Entry<>("quota.keep", new DurationKind(DAY, DurationKind.FOREVER))
          .standard("30d")
          .means("How long what accounts answered is kept; the newest answer always is.")
          .add();
  static final Setting<Path> PLUGINS_DIR =
      new Entry<>("plugins.dir", new PathKind())
          .standard(
              "plugins in the installation", places -> places.installation().resolve("plugins"))
          .means("The folder plugin jars are loaded from.")
          .with(
              "The folder is watched: a jar that is put there, replaced or removed counts at once.")
          .add();
  static final Setting<List<String>> PLUGINS_ALLOWED =
      new Entry<>("plugins.allowed", new ListKind<>(new Sha256Kind()))
          .standard("any", places -> List.of())
          .means(
              "The SHA-256 of every plugin jar that may be loaded, those of the installation"
                  + " included; any may where none is named.")
          .with("tollgate plugins list --json tells those in use, sha256sum that of a file.")
          .add();

  static final Setting<Path> POLICIES_DIR =
      new Entry<>("policies.dir", new PathKind())
          .standard("policies in data-dir", places -> places.data().resolve("policies"))
          .means("The folder of policies: every .js file directly in it judges every call.")
          .add();

  private SettingTable() {}

  /** Every setting in order. */
  public static List<Setting<?>> all() {
    var all = new ArrayList<>(ALL);
    all.addAll(OperationTable.all());
    return Collections.unmodifiableList(all);
  }

  /** The setting at a path. */
  static Optional<Setting<?>> find(String path) {
    return all().stream().filter(setting -> setting.path().equals(path)).findFirst();
  }

  /** One line of the table while it is written. */
  static final class Entry<T> {
    private final String path;
    private final ValueKind<T> kind;
    private String words = "";
    private Function<Places, T> value;
    private String meaning = "";
    private String interplay = "";
    private String flag = "";

    Entry(String path, ValueKind<T> kind) {
      this.path = path;
      this.kind = kind;
      this.value =
          places -> {
            throw new IllegalStateException(path + " has no value of its own");
          };
    }

    Entry<T> standard(String text) {
      return standard(text, places -> kind.parse(text).orElseThrow());
    }

    Entry<T> standard(String asWords, Function<Places, T> asValue) {
      words = asWords;
      value = asValue;
      return this;
    }

    Entry<T> means(String sentences) {
      meaning = sentences;
      return this;
    }

    Entry<T> with(String others) {
      interplay = others;
      return this;
    }

    Entry<T> flag(String name) {
      flag = name;
      return this;
    }

    Setting<T> add() {
      return addTo(ALL);
    }

    Setting<T> addTo(List<Setting<?>> table) {
      var setting =
          new Setting<>(path, kind, new Setting.Standard<>(words, value), meaning, interplay, flag);
      table.add(setting);
      return setting;
    }
  }
}
