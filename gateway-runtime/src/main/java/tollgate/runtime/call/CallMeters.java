package tollgate.runtime.call;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.ledger.CostStatus;
import tollgate.runtime.ledger.Timings;
import tollgate.runtime.metric.Label;
import tollgate.runtime.metric.Metric;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.upstream.Trouble;
import tollgate.runtime.upstream.TryListener;

/** What calls add to the meters. */
final class CallMeters {

  private static final long MILLION = 1_000_000;

  private final Metrics metrics;
  private final Set<String> priced = ConcurrentHashMap.newKeySet();

  CallMeters(Metrics metrics) {
    this.metrics = metrics;
  }

  void ended(RunningCall call, Ending ending) {
    String dialect = call.facts().dialect().value();
    String provider = call.provider();
    metrics.add(Metric.CALLS, 1, dialect, call.identity().tool(), provider, ending.state().word());
    metrics.add(Metric.CALL_DURATION, ending.timings().totalNanos(), dialect, provider);
    if (ending.timings().firstByteNanos() != Timings.UNKNOWN) {
      metrics.add(Metric.CALL_FIRST_BYTE, ending.timings().firstByteNanos(), dialect, provider);
    }
    if (ending.bill().status() == CostStatus.OK && priced.add(call.model())) {
      metrics.know(Label.MODEL, Set.of(call.model())); // it has a price, so no client made it up
    }
    tokens(ending.usage().tokens(), provider, call.model());
    metrics.add(Metric.RELAYED_BYTES, ending.replyBytes(), "client");
    CostStatus cost = ending.bill().status();
    if (cost == CostStatus.OK || cost == CostStatus.ESTIMATED) {
      metrics.add(Metric.COST, ending.bill().amount().nanos(), provider, call.model());
    } else if (cost == CostStatus.UNPRICED) {
      metrics.add(Metric.UNPRICED_CALLS, 1, provider, call.model());
    }
  }

  /** What the caps of a call that has ended had of it. */
  void ended(FundedCall funded, RunningCall call, Ending ending) {
    call.reached().ifPresent(cap -> metrics.add(Metric.BUDGET_CUTS, 1, cap.name(), window(cap)));
    long overrun = funded.reservation().overrun().nanos();
    if (overrun > 0) {
      metrics.add(Metric.BUDGET_OVERRUN, overrun);
    }
    long told = ending.usage().tokens().context();
    long estimated = funded.likely().tokens();
    if (ending.usage().provenance() == Provenance.EXACT && told > 0 && estimated > 0) {
      metrics.add(
          Metric.PROMPT_ESTIMATE, Math.min(told, Long.MAX_VALUE / MILLION) * MILLION / estimated);
    }
  }

  /** A cap turned a call away. */
  void turnedAway(Cap cap, String reason) {
    metrics.add(Metric.BUDGET_REFUSALS, 1, cap.name(), window(cap), reason);
  }

  /** A call waited for room. */
  void waited(Duration time) {
    metrics.add(Metric.BUDGET_WAIT, time.toNanos());
  }

  /** A call was asked for a shorter answer. */
  void clamped(Cap cap) {
    metrics.add(Metric.BUDGET_CLAMPS, 1, cap.name(), window(cap));
  }

  private static String window(Cap cap) {
    return cap.meter().span().text();
  }

  void refused(String code) {
    metrics.add(Metric.REFUSALS, 1, code);
  }

  /** One try at a provider: answered, or why it was not. */
  void attempt(String provider, TryListener.Try attempt) {
    String outcome = attempt.status() > 0 ? "answered" : attempt.problem();
    metrics.add(Metric.UPSTREAM_ATTEMPTS, 1, provider, outcome);
  }

  /** An account turned a call down that another one may take. */
  void turnedDown(String provider, Trouble trouble) {
    metrics.add(Metric.UPSTREAM_TURNED_DOWN, 1, provider, trouble.word());
  }

  /** A call left a provider's account for the next one. */
  void movedOn(String provider, String reason) {
    metrics.add(Metric.UPSTREAM_FALLBACKS, 1, provider, reason);
  }

  /** What one stage took. */
  void stage(String name, long nanos) {
    metrics.add(Metric.STAGE_DURATION, nanos, name);
  }

  private void tokens(TokenCounts tokens, String provider, String model) {
    token("input", tokens.input(), provider, model);
    token("cache_read", tokens.cacheRead(), provider, model);
    token("cache_write_5m", tokens.cacheWrite5m(), provider, model);
    token("cache_write_1h", tokens.cacheWrite1h(), provider, model);
    token("output", tokens.output(), provider, model);
    token("reasoning", tokens.reasoning(), provider, model);
  }

  private void token(String kind, long count, String provider, String model) {
    if (count > 0) {
      metrics.add(Metric.TOKENS, count, kind, provider, model);
    }
  }
}
