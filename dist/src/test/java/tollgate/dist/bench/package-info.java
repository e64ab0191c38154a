/**
 * The load benchmark: what the gateway adds to a call, beside the same load without it. One thread
 * plays client and provider ({@link tollgate.dist.bench.Wheel}), so that both legs are timed by one
 * clock and cost the gateway's core nothing. Start reading at {@link
 * tollgate.dist.bench.LoadBenchmark}.
 */
package tollgate.dist.bench;
