package tollgate.runtime.admin;

import java.lang.ScopedValue.CallableOp;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tollgate.api.json.Json;
import tollgate.runtime.event.Progress;
import tollgate.runtime.json.Shape;

/**
 * The changes under way that tell how far they are: whoever waits for the answer of one can ask
 * meanwhile. Safe for any thread.
 */
final class LongWorks {
  private final Set<Work> works = ConcurrentHashMap.newKeySet();

  /** One of them; two of the same path are two. */
  private static final class Work implements Progress.Listener {
    private final String path;
    private volatile Step step = new Step(0, 0);

    private record Step(long done, long all) {}

    Work(String path) {
      this.path = path;
    }

    @Override
    public void at(long done, long all) {
      step = new Step(done, all);
    }

    boolean tells() {
      return step.all() > 0;
    }

    Json json() {
      Step now = step;
      return Json.object("path", path, "done", now.done(), "all", now.all());
    }
  }

  /** Does something that is asked for at that path, and listens to it. */
  <T, X extends Throwable> T follow(String path, CallableOp<T, X> change) throws X {
    var work = new Work(path);
    works.add(work);
    try {
      return Progress.heard(work, change);
    } finally {
      works.remove(work);
    }
  }

  List<Route> list() {
    return List.of(
        Route.read(
            "/admin/works",
            "how far those changes are that take long and are not answered yet",
            Shape.object(
                "works",
                Shape.items(
                    Shape.object(
                        "path", Shape.text(), "done", Shape.whole(), "all", Shape.whole()))),
            request ->
                Json.object(
                    "works",
                    new Json.Arr(works.stream().filter(Work::tells).map(Work::json).toList()))));
  }
}
