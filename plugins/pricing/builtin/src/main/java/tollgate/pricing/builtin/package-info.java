/**
 * Brings the prices that ship with Tollgate: a text file of facts with their sources. Start reading
 * at the file, {@code rates.txt} beside this package's classes; {@link
 * tollgate.pricing.builtin.RateTable} reads it. Nothing here asks a network.
 */
package tollgate.pricing.builtin;
