package tollgate.runtime.budget;

import java.time.Instant;
import java.util.Optional;

/**
 * How a cap stands on one of its counters.
 *
 * @param cap the cap as it was last put to a call
 * @param key the counter
 * @param spent what ended calls took, of the cap's unit; nothing of calls that run at once
 * @param held what running calls hold
 * @param left what is left
 * @param resets when the window begins anew; empty for never, and of a rolling one
 */
public record Standing(
    Cap cap, CounterKey key, long spent, long held, long left, Optional<Instant> resets) {}
