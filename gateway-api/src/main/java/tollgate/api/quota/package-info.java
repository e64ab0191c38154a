/**
 * Quota windows of upstream accounts: where accounts are listed ({@link
 * tollgate.api.quota.AccountSource}) and how one vendor's windows are read ({@link
 * tollgate.api.quota.QuotaProbe}). One probe serves accounts from any source.
 */
package tollgate.api.quota;
