/**
 * The database file: who may open it, how it is written and how it is read. Start at {@link
 * tollgate.runtime.store.Database}. Knows connections, transactions and migrations; what the tables
 * mean is known by the rooms that own them.
 */
package tollgate.runtime.store;
