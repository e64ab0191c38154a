/**
 * Questions over the ledger, answered on the database's readers. Start at {@link
 * tollgate.runtime.report.LedgerReports}. Changes nothing, and names no column that another room
 * would have to know.
 */
package tollgate.runtime.report;
