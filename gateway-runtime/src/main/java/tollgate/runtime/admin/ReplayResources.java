package tollgate.runtime.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.json.Shape;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.replay.Replay;

/** Replays: begun here, told of here and as events, one at a time. The last one is kept. */
final class ReplayResources {

  private static final String EVENT = "replay";

  /** How long a reader may wait for the end. */
  private static final int LONGEST_WAIT = 20;

  private static final int MOST_CANDIDATES = 2;

  private final AdminRoom.Replaying replaying;
  private final InstantSource clock;
  private final BiConsumer<String, Json.Obj> tell;
  private long number;
  private volatile ReplayJob last = ReplayJob.NONE;

  ReplayResources(
      AdminRoom.Replaying replaying, InstantSource clock, BiConsumer<String, Json.Obj> tell) {
    this.replaying = replaying;
    this.clock = clock;
    this.tell = tell;
  }

  List<Route> list() {
    return List.of(
        Route.make(
                "/admin/replays",
                "begins to ask one or two policies about the calls since then",
                shape(),
                this::begin)
            .taking(
                Shape.object(
                    "since",
                    Shape.instant(),
                    "candidates",
                    Shape.items(Shape.object("name", Shape.text(), "text", Shape.text())))),
        Route.read("/admin/replays/{id}", "how far a replay is, and its result", shape(), this::one)
            .with(
                Param.of(
                    "wait", Shape.whole(), "so many seconds to wait for its end, at most 20")));
  }

  private static Shape.Members shape() {
    return Shape.object(
        "id", Shape.text(),
        "state", Shape.choice("running", "done", "failed"),
        "done", Shape.whole(),
        "all", Shape.whole(),
        "error", Shape.text(),
        "code", Shape.text(),
        "remedy", Shape.text(),
        "result", Shape.orNull(Replay.shape()));
  }

  private Json begin(FaceRequest request) {
    Map<String, Json> members = members(request);
    Instant since = since(members);
    SequencedMap<String, String> candidates = candidates(members);
    ReplayJob job = next();
    Thread.ofVirtual()
        .name("replay")
        .start(() -> {
          job.run(() ->
              replaying.run(
                  since, candidates, progress -> tell.accept(EVENT, job.progressed(progress))));
          tell.accept(EVENT, job.brief());
        });
    return job.json();
  }

  private synchronized ReplayJob next() {
    if (last.isRunning()) {
      throw PolicyProblem.REPLAY_BUSY.exception();
    }
    number++;
    var job = new ReplayJob(String.valueOf(number));
    last = job;
    return job;
  }

  private Json one(FaceRequest request) {
    String id = request.pathValues().getOrDefault("id", "");
    ReplayJob job = last;
    if (!job.id().equals(id)) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception(
          "id", id, "the last replay's: only it is kept");
    }
    job.await(Math.min(QueryNumbers.whole(request, "wait", 0, 0), LONGEST_WAIT));
    return job.json();
  }

  private Instant since(Map<String, Json> members) {
    String text = text(members, "since");
    try {
      Instant since = Instant.parse(text);
      if (since.isAfter(clock.instant())) {
        throw RequestProblem.REQUEST_BAD_PARAMETER.exception(
            "since", text, "an instant that has passed");
      }
      return since;
    } catch (DateTimeException notAnInstant) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception("since", text, "an instant in ISO 8601");
    }
  }

  private static SequencedMap<String, String> candidates(Map<String, Json> members) {
    var candidates = new LinkedHashMap<String, String>();
    if (members.get("candidates") instanceof Json.Arr(var items)) {
      for (Json item : items) {
        Map<String, Json> one = item instanceof Json.Obj(var own) ? own : Map.of();
        candidates.put(text(one, "name"), text(one, "text"));
      }
    }
    if (candidates.isEmpty() || candidates.size() > MOST_CANDIDATES) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception(
          "candidates", candidates.keySet(), "one or two policies, each with a name and a text");
    }
    return candidates;
  }

  private static Map<String, Json> members(FaceRequest request) {
    try {
      return JsonText.parse(request.body()) instanceof Json.Obj(var members) ? members : Map.of();
    } catch (MalformedJson malformed) {
      throw RequestProblem.REQUEST_BAD_JSON.exception(malformed.reason(), malformed.offset());
    }
  }

  private static String text(Map<String, Json> members, String name) {
    return members.get(name) instanceof Json.Text(var text) ? text : "";
  }
}
