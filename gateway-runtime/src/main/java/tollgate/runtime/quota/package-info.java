/**
 * What is left of upstream accounts' quotas: the probes of plugins are asked in rounds, their
 * answers are kept, and {@link tollgate.runtime.quota.QuotaBook} knows the newest. Nobody waits for
 * a probe but who asked for a round.
 */
package tollgate.runtime.quota;
