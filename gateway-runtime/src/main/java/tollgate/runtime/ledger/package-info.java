/**
 * One durable row per call. Start at {@link tollgate.runtime.ledger.Ledger}: it tells what can go
 * wrong between opening a row and settling it, and what each crash leaves behind. Knows nothing of
 * HTTP, policies or how a cost comes about: it is told usage and cost and keeps both.
 */
package tollgate.runtime.ledger;
