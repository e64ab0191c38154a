/**
 * Coding sessions and the agents in them, read from the ledger's rows and roll-ups. Start at {@link
 * tollgate.runtime.session.SessionBook}. Changes nothing: the roll-up it reads first is kept by the
 * ledger, in the transaction that makes a row final.
 */
package tollgate.runtime.session;
