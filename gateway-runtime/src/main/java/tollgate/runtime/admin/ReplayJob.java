package tollgate.runtime.admin;

import java.util.LinkedHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tollgate.api.json.Json;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.replay.Replay;

/** One replay, from its beginning on. Safe for any thread. */
final class ReplayJob {

  /** Before the first one. */
  static final ReplayJob NONE = new ReplayJob("");

  private final String id;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Replay.Progress progress = new Replay.Progress(0, 0);
  private volatile Json result = Json.NULL;
  private volatile Json.Obj failure = Json.object("error", "", "code", "", "remedy", "");

  ReplayJob(String id) {
    this.id = id;
    if (id.isEmpty()) {
      ended.countDown();
    }
  }

  String id() {
    return id;
  }

  boolean isRunning() {
    return ended.getCount() > 0;
  }

  /** Runs to the end, whatever it is. */
  void run(Supplier<Json.Obj> replay) {
    try {
      result = replay.get();
    } catch (ProblemException refused) {
      failed(refused.report());
    } catch (RuntimeException bug) {
      Events.log(AccessEvent.LISTENER_ERROR, "path", "/admin/replays/" + id, "err", bug);
      failed(GatewayProblem.GATEWAY_BUG.report());
    } finally {
      ended.countDown();
    }
  }

  private void failed(ProblemReport report) {
    failure =
        Json.object(
            "error", report.what(), "code", report.problem().code(), "remedy", report.fix());
  }

  /** It has come so far; tells it. */
  Json.Obj progressed(Replay.Progress now) {
    progress = now;
    return brief();
  }

  /** Waits for the end, so many seconds at most. */
  void await(int seconds) {
    try {
      if (seconds > 0) {
        boolean _ = ended.await(seconds, TimeUnit.SECONDS);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private String state() {
    return isRunning() ? "running" : result.equals(Json.NULL) ? "failed" : "done";
  }

  /** How far it is. */
  Json.Obj brief() {
    return Json.object("id", id, "state", state(), "done", progress.done(), "all", progress.all());
  }

  /** All of it. */
  Json.Obj json() {
    var members = new LinkedHashMap<>(brief().members());
    members.putAll(failure.members());
    members.put("result", result);
    return new Json.Obj(members);
  }
}
