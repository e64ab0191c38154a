/**
 * The words every stage of a call shares: who sent it ({@link tollgate.api.call.Identity}), what
 * its body says ({@link tollgate.api.call.RequestFacts}), and how it is turned away ({@link
 * tollgate.api.call.Refusal}).
 */
package tollgate.api.call;
