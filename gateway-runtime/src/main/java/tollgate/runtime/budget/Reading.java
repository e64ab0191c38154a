package tollgate.runtime.budget;

/**
 * A counter at one moment.
 *
 * @param key which counter
 * @param period the time it counts; of a rolling one as of its last use
 * @param spent what ended calls cost
 * @param held what running calls may still cost
 */
public record Reading(CounterKey key, Period period, Amount spent, Amount held) {}
