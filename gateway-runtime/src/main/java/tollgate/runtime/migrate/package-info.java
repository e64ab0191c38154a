/**
 * What other gateways recorded, made into calls of this one's ledger: {@link
 * tollgate.runtime.migrate.OlderDatabase} reads the database of the proxy whose admin API this one
 * keeps, {@link tollgate.runtime.migrate.ExportFile} an export of a ledger like this.
 */
package tollgate.runtime.migrate;
