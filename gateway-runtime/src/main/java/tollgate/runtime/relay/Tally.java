package tollgate.runtime.relay;

import java.util.OptionalLong;
import tollgate.api.usage.Usage;

/**
 * What was counted while a reply was relayed.
 *
 * @param bytes how many bytes were written to the client
 * @param firstByteNanos when the upstream's first byte came, on the relay's clock; empty when none
 *     did
 * @param usage what the reply told: final where its end was seen, else as far as it was known
 * @param ended whether the reply's legitimate last event or whole body was seen
 * @param truncated whether a stream came to a proper end on the wire without its last event; never
 *     true of one that could not be read
 * @param fault an error the upstream told in the midst of the reply, empty when none
 */
public record Tally(
    long bytes,
    OptionalLong firstByteNanos,
    Usage usage,
    boolean ended,
    boolean truncated,
    String fault) {}
