package tollgate.runtime.upstream;

import java.time.Duration;

/**
 * What every call upstream has in common.
 *
 * @param maxConnections the most connections to one provider; HTTP/2 shares them
 * @param keepIdle how long an unused connection is kept
 * @param maxRetries how often a call is tried again before its first byte
 * @param breakerFailures failures in a row after which a provider is left alone
 * @param breakerPause how long it is left alone before one call probes it
 */
public record UpstreamSettings(
    int maxConnections,
    Duration keepIdle,
    int maxRetries,
    int breakerFailures,
    Duration breakerPause) {}
