package tollgate.runtime.admin;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.face.Resource;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.Events;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.task.LoopState;
import tollgate.runtime.task.Tasks;

/**
 * Whether the gateway lives ({@code /health}), whether it can serve ({@code /ready}), and its
 * meters ({@code /metrics}). Stale prices are a warning, never a reason to be unready.
 */
final class HealthResources {

  /** A loop that failed so often in a row is taken for dead. */
  private static final int DEAD_AFTER = 5;

  private final LedgerReports reports;
  private final Tasks tasks;
  private final Metrics metrics;

  HealthResources(LedgerReports reports, Tasks tasks, Metrics metrics) {
    this.reports = reports;
    this.tasks = tasks;
    this.metrics = metrics;
  }

  List<Resource> list() {
    return List.of(
        new Resource("GET", "/health", Access.OPEN, (request, ledger) -> health()),
        new Resource("GET", "/ready", Access.OPEN, (request, ledger) -> ready()),
        new Resource("GET", "/metrics", Access.READ, (request, ledger) -> metrics()));
  }

  private static WireReply health() {
    return WireReply.json(200, Headers.none(), JsonText.write(Json.object("status", "ok")));
  }

  private WireReply ready() {
    long from = System.nanoTime();
    Json database = database();
    Json loops = loops();
    boolean pass = passes(database) && passes(loops);
    Json checks = Json.object("database", database, "supervisor", loops);
    Events.log(
        Event.READY_CHECK,
        "status",
        pass ? "pass" : "fail",
        "duration_ms",
        (System.nanoTime() - from) / 1_000_000,
        "checks",
        JsonText.write(checks));
    return WireReply.json(
        pass ? 200 : 503,
        Headers.none(),
        JsonText.write(Json.object("status", pass ? "pass" : "fail", "checks", checks)));
  }

  private Json database() {
    long from = System.nanoTime();
    try {
      reports.stats();
      return Json.object("status", "pass", "responseTime", (System.nanoTime() - from) / 1_000_000);
    } catch (RuntimeException unreadable) {
      return Json.object("status", "fail", "output", String.valueOf(unreadable.getMessage()));
    }
  }

  private Json loops() {
    Map<String, Json> states = new LinkedHashMap<>();
    boolean alive = true;
    for (LoopState loop : tasks.states()) {
      alive &= loop.failures() < DEAD_AFTER;
      states.put(loop.name(), Json.of(loop.failures()));
    }
    return Json.object("status", alive ? "pass" : "fail", "failures", new Json.Obj(states));
  }

  private static boolean passes(Json check) {
    return check instanceof Json.Obj members
        && members.members().get("status") instanceof Json.Text(var status)
        && status.equals("pass");
  }

  private WireReply metrics() {
    return new WireReply(
        200,
        Headers.of("content-type", "text/plain; version=0.0.4; charset=utf-8"),
        metrics.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
