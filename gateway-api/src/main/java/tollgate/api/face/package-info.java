/**
 * Experimental: HTTP resources beside the model API, answered from a read view of the ledger. The
 * admin API is built from the same types.
 */
package tollgate.api.face;
