/**
 * What a policy sees and what it may answer. Facts go in, a judgement comes out; the room asks
 * nobody else, so that a decision can be recorded, explained and made again.
 */
package tollgate.runtime.policy;
