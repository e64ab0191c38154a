/**
 * One call from the listener to the ledger. Start at {@link tollgate.runtime.call.CallPipeline}: it
 * is the only class that knows the order of the stages; each stage is one class that takes one
 * record and answers with the next or with a refusal.
 */
package tollgate.runtime.call;
