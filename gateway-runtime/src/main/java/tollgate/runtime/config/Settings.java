package tollgate.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.pricing.Rate;
import tollgate.runtime.event.Level;
import tollgate.runtime.event.LogFormat;

/**
 * Every setting with its value, checked. What each means stands in {@link SettingTable}; paths are
 * absolute.
 *
 * @param policies setting {@code policies.dir}
 */
public record Settings(
    Path dataDir,
    Listener listener,
    Limits limits,
    Upstream upstream,
    Store store,
    KeyRequirement keysRequired,
    Admin admin,
    Pricing pricing,
    Quota quota,
    Plugins plugins,
    Path policies,
    Log log,
    OperationSettings operation,
    Duration drainTime,
    List<ProviderEntry> providers,
    List<CapEntry> caps) {

  /** Settings never change. */
  public Settings {
    providers = List.copyOf(providers);
    caps = List.copyOf(caps);
  }

  /**
   * Section {@code listener}.
   *
   * @param tls what to speak TLS with; clear text without
   */
  public record Listener(
      String host,
      int port,
      Duration idleTimeout,
      Bounds bounds,
      Optional<Tls> tls,
      List<Network> trustedProxies,
      ForwardedBy forwardedBy) {

    /**
     * Who may hold it up.
     *
     * @param head how long the head of a request may take
     * @param body how long its body may take
     * @param connections how many there may be
     * @param perClient how many connections and requests one address may have; 0 for any number
     */
    public record Bounds(Duration head, Duration body, int connections, int perClient) {}

    /**
     * The PEM files to speak TLS with.
     *
     * @param certificate the certificate with those that vouch for it
     * @param key its key
     */
    public record Tls(Path certificate, Path key) {}

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
      return Addresses.isLoopback(host);
    }
  }

  /** Section {@code limits}. */
  public record Limits(
      long maxRequestBodyBytes,
      int maxRequestHeadBytes,
      int maxConcurrentCalls,
      int callsPerClient) {}

  /** Section {@code upstream}. */
  public record Upstream(
      Timeouts timeouts, int maxRetries, int maxConnections, Duration keepIdle, Breaker breaker) {

    /** The time-outs of a call. */
    public record Timeouts(
        Duration connect, Duration head, Duration firstByte, Duration idle, Duration total) {}

    /** Section {@code upstream.breaker}. */
    public record Breaker(int openAfter, Duration halfOpenAfter) {}
  }

  /** Section {@code store}. */
  public record Store(Path path, Durability durability, int readers, Retention retention) {

    /** Section {@code store.retention}; a thousand years stand for {@code forever}. */
    public record Retention(Duration calls, Duration attempts) {}
  }

  /**
   * Section {@code admin}.
   *
   * @param accountPrefix what stands before the older names of an account; empty for none of them
   * @param requestsPerMinute how often one address may ask; 0 for any number
   */
  public record Admin(
      Path tokenFile,
      Secret token,
      boolean requireToken,
      boolean allowRemote,
      List<String> allowedHosts,
      String accountPrefix,
      Login login,
      int requestsPerMinute) {

    /**
     * How people log in.
     *
     * @param idle how long they may be silent
     * @param lifetime how long it holds at most
     * @param window the time over which wrong passwords are counted
     * @param attempts how many of them one address may try in it
     */
    public record Login(Duration idle, Duration lifetime, Duration window, int attempts) {}
  }

  /**
   * Section {@code pricing} and the {@code [[price]]} tables.
   *
   * @param sources the sources by id, the most believed first
   * @param overrides the operator's own prices; they win over every source
   * @param aliases names of models, and beginnings of names, with the model they stand for
   */
  public record Pricing(
      boolean offline,
      Duration refreshInterval,
      List<String> sources,
      List<Rate> overrides,
      Map<String, String> aliases,
      Backfill backfill) {

    /**
     * When calls are priced after the fact.
     *
     * @param interval how long between two looks
     * @param lookback how old a call may be
     * @param chunk how many are read at once
     */
    public record Backfill(Duration interval, Duration lookback, int chunk) {}

    /** Settings never change. */
    public Pricing {
      sources = List.copyOf(sources);
      overrides = List.copyOf(overrides);
      aliases = Map.copyOf(aliases);
    }
  }

  /** Section {@code quota}. */
  public record Quota(Duration interval, Duration timeout, Duration keep) {}

  /**
   * Section {@code plugins} and the {@code [plugin."<id>"]} tables.
   *
   * @param allowed the SHA-256 of every file that may be loaded; any may where there is none
   * @param settings for each plugin the settings of its own
   */
  public record Plugins(Path dir, List<String> allowed, Map<String, Map<String, String>> settings) {

    /** Settings never change. */
    public Plugins {
      allowed = List.copyOf(allowed);
    }

    /** Shows no plugin's settings: they may be secret. */
    @Override
    public String toString() {
      return "Plugins[dir=" + dir + ", settings for " + settings.keySet() + "]";
    }
  }

  /**
   * Section {@code log}.
   *
   * @param file where lines go instead of to standard output
   */
  public record Log(Level level, LogFormat format, int queueLines, Optional<File> file) {

    /**
     * A file that is begun anew from time to time.
     *
     * @param path where it lies
     * @param rotateBytes how long it may become
     * @param rotateAfter how old it may become
     * @param keepFiles how many full ones are kept
     * @param keepFor how long they are kept
     * @param keepBytes how much they may take together
     */
    public record File(
        Path path,
        long rotateBytes,
        Duration rotateAfter,
        int keepFiles,
        Duration keepFor,
        long keepBytes) {}
  }

  /** Whether clients need a gateway key where the gateway now listens. */
  public boolean clientsNeedKeys() {
    return switch (keysRequired) {
      case TRUE -> true;
      case FALSE -> false;
      case AUTO -> !listener.isLoopback();
    };
  }
}
