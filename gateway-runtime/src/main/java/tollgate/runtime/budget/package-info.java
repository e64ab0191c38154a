/**
 * Money counted in memory: what was spent and what running calls hold, exact at any moment. Start
 * at {@link tollgate.runtime.budget.Till}. Pure: knows no database and no clock; where its counters
 * begin is told by the ledger.
 */
package tollgate.runtime.budget;
