package tollgate.runtime.admin;

import java.util.List;
import tollgate.api.json.Json;
import tollgate.runtime.alert.Alert;
import tollgate.runtime.alert.Alerts;
import tollgate.runtime.alert.Attempt;
import tollgate.runtime.event.Actor;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.Actions;

/** What somebody should look at, who was told, and a test of that. */
final class AlertResources {
  private static final String ALL = "/admin/alerts";

  private static final Shape.Members ALERT =
      Shape.object(
          "type", Shape.text(),
          "id", Shape.text(),
          "kind", Shape.text(),
          "timestamp", Shape.instant(),
          "subject", Shape.text(),
          "event", Shape.text(),
          "message", Shape.text(),
          "fields", new Shape.Table(new Shape.Anything()),
          "repeated", Shape.whole());

  private static final Shape.Members ATTEMPT =
      Shape.object(
          "at", Shape.instant(),
          "alert", Shape.text(),
          "kind", Shape.text(),
          "subject", Shape.text(),
          "target", Shape.text(),
          "attempt", Shape.whole(),
          "delivered", new Shape.Flag(),
          "status", Shape.orNull(Shape.whole()),
          "error", Shape.orNull(Shape.text()),
          "took_ms", Shape.whole());

  private static final Shape.Members LIST =
      Shape.object(
          "targets", Shape.items(Shape.object("target", Shape.text(), "waiting", Shape.whole())),
          "alerts", Shape.items(ALERT),
          "attempts", Shape.items(ATTEMPT));

  private final Alerts alerts;
  private final Actions actions;

  AlertResources(Alerts alerts, Actions actions) {
    this.alerts = alerts;
    this.actions = actions;
  }

  List<Route> list() {
    return List.of(
        Route.read(
            ALL,
            "what somebody should look at, and the attempts to tell them, the newest first; since"
                + " the start, 200 of each at most",
            LIST,
            request -> all()),
        Route.change(
            "POST",
            ALL + "/test",
            "sends a test to every target, once and at once",
            Shape.object("attempts", Shape.items(ATTEMPT)),
            request -> test()));
  }

  private Json all() {
    return Json.object(
        "targets",
        array(
            alerts.receivers().stream()
                .<Json>map(one -> Json.object("target", one.target(), "waiting", one.waiting()))
                .toList()),
        "alerts",
        array(alerts.raised().stream().<Json>map(Alert::json).toList()),
        "attempts",
        array(alerts.attempts().stream().map(AlertResources::json).toList()));
  }

  private Json test() {
    try {
      List<Attempt> attempts = alerts.test();
      actions.note(Actor.current().name(), "alerts.tested", "alerts", attempts.size() + " targets");
      return Json.object("attempts", array(attempts.stream().map(AlertResources::json).toList()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the gateway ends", stop);
    }
  }

  private static Json array(List<Json> items) {
    return new Json.Arr(items);
  }

  private static Json json(Attempt attempt) {
    return Json.object(
        "at", attempt.at().toString(),
        "alert", attempt.alert(),
        "kind", attempt.kind().word(),
        "subject", attempt.subject(),
        "target", attempt.target(),
        "attempt", attempt.number(),
        "delivered", attempt.isDelivered(),
        "status", attempt.status() == 0 ? Json.NULL : Json.of(attempt.status()),
        "error", attempt.trouble().isEmpty() ? Json.NULL : Json.text(attempt.trouble()),
        "took_ms", attempt.took().toMillis());
  }
}
