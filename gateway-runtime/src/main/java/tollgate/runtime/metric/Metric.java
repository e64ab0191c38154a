package tollgate.runtime.metric;

import static tollgate.runtime.metric.Kind.COUNTER;
import static tollgate.runtime.metric.Kind.GAUGE;
import static tollgate.runtime.metric.Kind.HISTOGRAM;
import static tollgate.runtime.metric.Kind.INFO;
import static tollgate.runtime.metric.Unit.BYTES;
import static tollgate.runtime.metric.Unit.COUNT;
import static tollgate.runtime.metric.Unit.RATIO;
import static tollgate.runtime.metric.Unit.SECONDS;
import static tollgate.runtime.metric.Unit.USD;

import java.util.List;

/** Every meter there is: name on the page, kind, unit, meaning and labels. Names never change. */
public enum Metric {
  // -- calls
  CALLS(
      "tollgate_calls_total",
      COUNTER,
      COUNT,
      "Calls that ended, by how they ended.",
      Label.DIALECT,
      Label.TOOL,
      Label.PROVIDER,
      Label.STATE),
  CALLS_IN_FLIGHT("tollgate_calls_in_flight", GAUGE, COUNT, "Calls being served now."),
  CALL_DURATION(
      "tollgate_call_duration_seconds",
      HISTOGRAM,
      SECONDS,
      "From a call's arrival to its last byte.",
      Label.DIALECT,
      Label.PROVIDER),
  CALL_FIRST_BYTE(
      "tollgate_call_first_byte_seconds",
      HISTOGRAM,
      SECONDS,
      "From a call's arrival to the first byte of its reply.",
      Label.DIALECT,
      Label.PROVIDER),
  WEBSOCKETS_OPEN("tollgate_websockets_open", GAUGE, COUNT, "WebSockets of clients that are open."),
  STAGE_DURATION(
      "tollgate_stage_duration_seconds",
      HISTOGRAM,
      SECONDS,
      "What each stage adds: identify, authenticate, judge, route, reserve, relay (the gateway's"
          + " own part), settle.",
      Label.STAGE),
  REFUSALS(
      "tollgate_refusals_total", COUNTER, COUNT, "Requests refused, by problem code.", Label.CODE),
  RELAYED_BYTES(
      "tollgate_relayed_bytes_total",
      COUNTER,
      BYTES,
      "Body bytes passed on, towards the upstream or the client.",
      Label.DIRECTION),

  // -- tokens and money
  TOKENS(
      "tollgate_tokens_total",
      COUNTER,
      COUNT,
      "Tokens by class: input, cache_read, cache_write_5m, cache_write_1h, output, reasoning.",
      Label.CLASS,
      Label.PROVIDER,
      Label.MODEL),
  COST(
      "tollgate_cost_usd_total",
      COUNTER,
      USD,
      "Settled cost in US dollars.",
      Label.PROVIDER,
      Label.MODEL),
  UNPRICED_CALLS(
      "tollgate_unpriced_calls_total",
      COUNTER,
      COUNT,
      "Calls whose cost is unknown because no price is.",
      Label.PROVIDER,
      Label.MODEL),
  HELD_USD("tollgate_held_usd", GAUGE, USD, "Money held for running calls."),

  // -- caps
  BUDGET_SPENT(
      "tollgate_budget_spent_ratio",
      GAUGE,
      RATIO,
      "How much of a cap is spent, where it is fullest; every few seconds.",
      Label.CAP,
      Label.WINDOW),
  BUDGET_LEASED(
      "tollgate_budget_leased_ratio",
      GAUGE,
      RATIO,
      "How much of a cap running calls hold, where they hold most; every few seconds.",
      Label.CAP,
      Label.WINDOW),
  BUDGET_REFUSALS(
      "tollgate_budget_refusals_total",
      COUNTER,
      COUNT,
      "Calls that a cap turned away: exhausted, contended, rate, unpriced.",
      Label.CAP,
      Label.WINDOW,
      Label.REASON),
  BUDGET_WAIT(
      "tollgate_budget_wait_seconds",
      HISTOGRAM,
      SECONDS,
      "How long calls waited for running ones to leave them room, those in vain included."),
  BUDGET_CUTS(
      "tollgate_budget_cuts_total",
      COUNTER,
      COUNT,
      "Answers that were ended at a cap.",
      Label.CAP,
      Label.WINDOW),
  BUDGET_CLAMPS(
      "tollgate_budget_clamps_total",
      COUNTER,
      COUNT,
      "Calls that were asked for a shorter answer, for a cap leaves no more.",
      Label.CAP,
      Label.WINDOW),
  BUDGET_OVERRUN(
      "tollgate_budget_overrun_usd_total",
      COUNTER,
      USD,
      "What calls under caps used beyond what they held and found room for."),
  PROMPT_ESTIMATE(
      "tollgate_prompt_estimate_ratio",
      HISTOGRAM,
      RATIO,
      "Tokens of a prompt as its provider told them, divided by those estimated."),

  // -- upstream
  UPSTREAM_ATTEMPTS(
      "tollgate_upstream_attempts_total",
      COUNTER,
      COUNT,
      "Attempts at providers, by outcome.",
      Label.PROVIDER,
      Label.OUTCOME),
  UPSTREAM_TURNED_DOWN(
      "tollgate_upstream_turned_down_total",
      COUNTER,
      COUNT,
      "Answers by which a provider turned a call down that another account or provider may take:"
          + " limited, credential (it does not accept the gateway's), busy.",
      Label.PROVIDER,
      Label.OUTCOME),
  UPSTREAM_FALLBACKS(
      "tollgate_upstream_fallbacks_total",
      COUNTER,
      COUNT,
      "Calls that left a provider's account for another account or provider, by why.",
      Label.PROVIDER,
      Label.OUTCOME),
  UPSTREAM_BREAKER_STATE(
      "tollgate_upstream_breaker_state",
      GAUGE,
      COUNT,
      "A provider's breaker: 0 closed, 1 half open, 2 open.",
      Label.PROVIDER),

  // -- the store
  STORE_QUEUE("tollgate_store_queue_jobs", GAUGE, COUNT, "Jobs waiting for the database's writer."),
  STORE_COMMIT(
      "tollgate_store_commit_seconds",
      HISTOGRAM,
      SECONDS,
      "How long commits to the database take."),
  STORE_JOBS("tollgate_store_jobs_total", COUNTER, COUNT, "Jobs committed to the database."),

  QUOTA_PROBES(
      "tollgate_quota_probes_total",
      COUNTER,
      COUNT,
      "Upstream accounts looked at for their quotas, by how they stand: active, limit_reached,"
          + " disabled, unsupported, error.",
      Label.OUTCOME),
  QUOTA_DRAINED(
      "tollgate_quota_drained_windows",
      GAUGE,
      COUNT,
      "Windows of upstream accounts of which nothing is left, as last read and not begun anew."),

  // -- beside the calls
  LOOP_RUNS(
      "tollgate_loop_runs_total",
      COUNTER,
      COUNT,
      "Runs of background loops, by outcome.",
      Label.NAME,
      Label.OUTCOME),
  READY_CHECK_DURATION(
      "tollgate_ready_check_seconds",
      HISTOGRAM,
      SECONDS,
      "How long looking for /ready took, by what was found.",
      Label.STATUS),
  BACKUP_LAST(
      "tollgate_backup_last_success_timestamp_seconds",
      GAUGE,
      COUNT,
      "When the database was last backed up, in seconds since 1970; 0 for never."),
  BACKUPS("tollgate_backups_total", COUNTER, COUNT, "Backups by outcome.", Label.OUTCOME),
  ALERTS(
      "tollgate_alerts_total",
      COUNTER,
      COUNT,
      "Alerts by what became of them: raised, repeated (too soon after the last of the same thing),"
          + " lost (too many at once).",
      Label.KIND,
      Label.OUTCOME),
  ALERT_ATTEMPTS(
      "tollgate_alert_attempts_total",
      COUNTER,
      COUNT,
      "Attempts to deliver alerts: delivered, failed, given_up.",
      Label.OUTCOME),
  ALERTS_WAITING("tollgate_alerts_waiting", GAUGE, COUNT, "Alerts that wait for a receiver."),
  LOG_DROPPED_LINES(
      "tollgate_log_dropped_lines_total",
      COUNTER,
      COUNT,
      "Log lines dropped because the log's reader is too slow."),
  PLUGINS("tollgate_plugins", GAUGE, COUNT, "Plugins in use."),
  PLUGIN_LEAKS(
      "tollgate_plugin_leaks",
      GAUGE,
      COUNT,
      "Retired plugins that something still holds in memory."),
  PLUGIN_LOADERS(
      "tollgate_plugin_retired_loaders",
      GAUGE,
      COUNT,
      "Class loaders of plugins that are closed and still in memory, however short a time."),
  GENERATION("tollgate_generation", GAUGE, COUNT, "The number of the current generation."),
  GENERATION_CALLS(
      "tollgate_generation_calls", GAUGE, COUNT, "Calls that run on the current generation."),
  GENERATION_AGE(
      "tollgate_generation_age_seconds", GAUGE, COUNT, "How long ago it became current."),
  GENERATIONS_PINNED(
      "tollgate_generations_pinned",
      GAUGE,
      COUNT,
      "Generations before the current one that calls still run on."),
  GENERATIONS_PINNED_CALLS(
      "tollgate_generations_pinned_calls", GAUGE, COUNT, "Calls that run on those."),
  GENERATIONS_PINNED_AGE(
      "tollgate_generations_pinned_age_seconds",
      GAUGE,
      COUNT,
      "How long ago the oldest of those became current."),
  GENERATIONS_UNCOLLECTED(
      "tollgate_generations_uncollected",
      GAUGE,
      COUNT,
      "Generations that no call runs on and that are still in memory, of the last 16."),
  BUILD_INFO(
      "tollgate_build_info",
      INFO,
      COUNT,
      "Which Tollgate runs on which Java.",
      Label.VERSION,
      Label.JAVA);

  private final String text;
  private final Kind kind;
  private final Unit unit;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Label> labels;

  Metric(String text, Kind kind, Unit unit, String meaning, Label... labels) {
    this.text = text;
    this.kind = kind;
    this.unit = unit;
    this.meaning = meaning;
    this.labels = List.of(labels);
  }

  /** The name on the page, without what a histogram appends. */
  public String text() {
    return text;
  }

  /** What it does. */
  public Kind kind() {
    return kind;
  }

  /** What it counts in. */
  public Unit unit() {
    return unit;
  }

  /** What it says, one sentence. */
  public String meaning() {
    return meaning;
  }

  /** Its labels, in the order in which their values are given. */
  public List<Label> labels() {
    return labels;
  }
}
