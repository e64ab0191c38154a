package tollgate.runtime.budget;

import tollgate.api.usage.Money;

/**
 * A counter that does not know yet what was spent before it was made.
 *
 * @param key which counter
 * @param since what was spent since, and is therefore contained in what the ledger will answer
 */
public record Missing(CounterKey key, Money since) {}
