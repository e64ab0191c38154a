/**
 * Floor 6: asks a policy about calls of the past, as if it had judged them: every row of the ledger
 * once more, in the order of arrival, with what would have been spent by then ({@link
 * tollgate.runtime.replay.Replay}). Changes nothing.
 */
package tollgate.runtime.replay;
