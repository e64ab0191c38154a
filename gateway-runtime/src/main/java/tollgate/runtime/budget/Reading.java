package tollgate.runtime.budget;

import tollgate.api.usage.Money;

/**
 * A counter at one moment.
 *
 * @param key which counter
 * @param spent what ended calls cost
 * @param held what running calls may still cost
 */
public record Reading(CounterKey key, Money spent, Money held) {}
