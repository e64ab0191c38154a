package tollgate.runtime.admin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.face.Resource;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;
import tollgate.runtime.admin.Readiness.Report;
import tollgate.runtime.admin.Readiness.Status;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.TaskEvent;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.Shape;
import tollgate.runtime.metric.Metric;
import tollgate.runtime.metric.Metrics;

/**
 * Whether the gateway lives ({@code /health}), whether it can serve ({@code /ready}), and its
 * meters ({@code /metrics}).
 */
final class HealthResources {

  private final Readiness readiness;
  private final Metrics metrics;
  private final Optional<OlderMeters> older;

  /**
   * The resources.
   *
   * @param older meters by older names as well, where they are wanted
   */
  HealthResources(Readiness readiness, Metrics metrics, Optional<OlderMeters> older) {
    this.readiness = readiness;
    this.metrics = metrics;
    this.older = older;
  }

  List<Route> list() {
    return List.of(
        told(
            new Resource("GET", "/health", Access.OPEN, (request, ledger) -> health()),
            "whether the gateway lives",
            Optional.of(Shape.object("status", Shape.choice("ok")))),
        told(
            new Resource("GET", "/ready", Access.OPEN, (request, ledger) -> ready()),
            "whether it can serve; 503 and the same shape when a check fails",
            Optional.of(ReadyChecks.SHAPE)),
        told(
            new Resource("GET", "/metrics", Access.READ, (request, ledger) -> metrics()),
            "its meters, in the text format 0.0.4 of Prometheus",
            Optional.empty()));
  }

  private static Route told(Resource resource, String summary, Optional<Shape> shape) {
    return new Route(
        resource,
        summary,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        new Route.Answers(200, shape));
  }

  private static WireReply health() {
    return WireReply.json(200, Headers.none(), JsonText.write(Json.object("status", "ok")));
  }

  private WireReply ready() {
    try {
      boolean fresh = readiness.isFresh();
      Report report = readiness.report();
      if (!fresh) {
        metrics.add(Metric.READY_CHECK_DURATION, report.took().toNanos(), report.status().word());
        older.ifPresent(meters -> meters.looked(report.status().word(), report.took().toMillis()));
        log(report);
      }
      return WireReply.json(
          report.status() == Status.FAIL ? 503 : 200,
          Headers.none(),
          JsonText.write(
              Json.object(
                  "status", report.status().word(), "checks", new Json.Obj(report.checks()))));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the gateway ends", stop);
    }
  }

  private static void log(Report report) {
    if (Events.writes(TaskEvent.READY_CHECK)) {
      Events.log(
          TaskEvent.READY_CHECK,
          "status",
          report.status().word(),
          "duration_ms",
          report.took().toMillis(),
          "checks",
          JsonText.write(new Json.Obj(report.checks())));
    }
  }

  private WireReply metrics() {
    String page = metrics.scrape() + older.map(OlderMeters::page).orElse("");
    return new WireReply(
        200,
        Headers.of("content-type", "text/plain; version=0.0.4; charset=utf-8"),
        page.getBytes(StandardCharsets.UTF_8));
  }
}
