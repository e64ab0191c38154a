package tollgate.runtime.admin;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.Json;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.EventWatch;
import tollgate.runtime.event.Happening;
import tollgate.runtime.event.LifecycleEvent;
import tollgate.runtime.metric.Label;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.report.LogWords;

/**
 * The meters of an older proxy under its names, for dashboards that ask for them. What counts today
 * is a gauge here: it begins anew every day. Series of one meter stand together, and model names
 * that a client could have invented are {@code other}.
 */
final class OlderMeters implements EventWatch {

  private static final int TOO_MANY_REQUESTS = 429;

  private final String prefix;
  private final Supplier<Json.Obj> today;
  private final Metrics metrics;
  private final OlderHistogram durations;
  private final OlderHistogram ready;
  private final LongAdder limited = new LongAdder();

  /** What was used of one model today. */
  private record Used(long calls, long tokens, BigDecimal usd) {
    Used plus(Used other) {
      return new Used(calls + other.calls, tokens + other.tokens, usd.add(other.usd));
    }
  }

  /**
   * Meters.
   *
   * @param prefix what their names begin with
   * @param today what was used today, in the shape {@code DailySummary}
   * @param metrics knows which labels may be shown
   */
  OlderMeters(String prefix, Supplier<Json.Obj> today, Metrics metrics) {
    this.prefix = prefix;
    this.today = today;
    this.metrics = metrics;
    this.durations =
        new OlderHistogram(
            prefix + "proxy_request_duration_ms", "From a call's arrival to its last byte.");
    this.ready = new OlderHistogram(prefix + "ready_check_duration_ms", "Looking for /ready.");
  }

  @Override
  public boolean wants(Event event) {
    return event == LifecycleEvent.LIFECYCLE_FINALIZED
        || event == LifecycleEvent.LIFECYCLE_ABORTED
        || event == LifecycleEvent.LIFECYCLE_REFUSED;
  }

  @Override
  public void happened(Happening happening) {
    Map<String, Object> fields = happening.fields();
    String status = text(fields, "status");
    if (happening.event() == LifecycleEvent.LIFECYCLE_REFUSED) {
      if (status.equals(Integer.toString(TOO_MANY_REQUESTS))) {
        limited.increment();
      }
      return;
    }
    long millis = fields.get("total_ms") instanceof Number total ? total.longValue() : 0;
    String lifecycle =
        LogWords.lifecycles().getOrDefault(text(fields, "lifecycle_status"), "error");
    String provider = metrics.shown(Label.PROVIDER, text(fields, "provider"));
    durations.add(
        "lifecycle_status=\"%s\",provider=\"%s\",status=\"%s\",streamed=\"%s\""
            .formatted(
                escaped(lifecycle), escaped(provider), escaped(status), text(fields, "streamed")),
        millis);
  }

  private static String text(Map<String, Object> fields, String name) {
    return String.valueOf(fields.getOrDefault(name, ""));
  }

  /** Readiness was looked for. */
  void looked(String status, long millis) {
    ready.add("status=\"" + status + "\"", millis);
  }

  /** All of them, in the text format 0.0.4 of Prometheus. */
  String page() {
    var page = new StringBuilder();
    page.append(head("up", "gauge", "Whether the gateway runs.")).append(prefix).append("up 1\n");
    Map<String, Used> used = used();
    family(page, "requests_today", "Calls of this UTC day.", used, one -> Long.toString(one.calls));
    family(
        page,
        "tokens_today",
        "Tokens of this UTC day, cached ones included.",
        used,
        one -> Long.toString(one.tokens));
    family(
        page,
        "cost_usd_today",
        "Known cost of this UTC day in US dollars.",
        used,
        one -> one.usd.toPlainString());
    durations.write(page);
    ready.write(page);
    page.append(head("rate_limited_total", "counter", "Calls refused with 429."));
    return page.append(prefix)
        .append("rate_limited_total ")
        .append(limited.sum())
        .append('\n')
        .toString();
  }

  private interface Value {
    String of(Used used);
  }

  private void family(
      StringBuilder page, String name, String help, Map<String, Used> used, Value value) {
    page.append(head(name, "gauge", help));
    used.forEach((labels, one) ->
        page.append("%s%s{%s} %s\n".formatted(prefix, name, labels, value.of(one))));
  }

  private String head(String name, String type, String help) {
    return "# HELP %1$s%2$s %3$s\n# TYPE %1$s%2$s %4$s\n".formatted(prefix, name, help, type);
  }

  private Map<String, Used> used() {
    var used = new TreeMap<String, Used>();
    if (today.get().members().get("breakdown") instanceof Json.Arr(var models)) {
      for (Json one : models) {
        if (one instanceof Json.Obj(var members)) {
          used.merge(labels(members), used(members), Used::plus);
        }
      }
    }
    return used;
  }

  private String labels(Map<String, Json> members) {
    return "model=\"%s\",provider=\"%s\""
        .formatted(
            escaped(metrics.shown(Label.MODEL, text(members.get("model")))),
            escaped(metrics.shown(Label.PROVIDER, text(members.get("provider")))));
  }

  private static Used used(Map<String, Json> members) {
    return new Used(
        number(members.get("request_count")).longValue(),
        number(members.get("total_tokens")).longValue(),
        number(members.get("cost_usd")));
  }

  private static BigDecimal number(@Nullable Json value) {
    return value instanceof Json.Num(var number) ? number : BigDecimal.ZERO;
  }

  private static String text(@Nullable Json value) {
    return value instanceof Json.Text(var text) ? text : "";
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
