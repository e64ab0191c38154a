package tollgate.api.intake;

import java.time.Instant;
import tollgate.api.stability.Experimental;
import tollgate.api.usage.Usage;

/**
 * One upstream attempt, as a usage source tells it.
 *
 * @param at when the attempt was made
 * @param provider whose credential served
 * @param account which one
 * @param model the model asked for
 * @param upstreamId the upstream's id of the request; not unique, since one request can make
 *     several attempts
 * @param failed whether the attempt failed
 * @param usage what it used
 * @since 1.0
 */
@Experimental
public record UsageRecord(
    Instant at,
    String provider,
    String account,
    String model,
    String upstreamId,
    boolean failed,
    Usage usage) {}
