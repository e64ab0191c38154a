package tollgate.runtime.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tollgate.api.face.Axis;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.problem.CallProblem;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.report.SessionReports;
import tollgate.runtime.session.SessionId;
import tollgate.runtime.session.SessionWish;
import tollgate.runtime.session.SessionWish.Order;

/** Coding sessions: a list of them, and each with the agents in it. */
final class SessionResources {
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 200;

  /** Later than any call. */
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private static final Map<String, Order> ORDERS =
      Map.of("", Order.LAST, "last", Order.LAST, "cost", Order.COST);

  private static final Map<String, Boolean> YES_NO =
      Map.of("", false, "false", false, "true", true);

  private final SessionReports sessions;

  SessionResources(SessionReports sessions) {
    this.sessions = sessions;
  }

  List<Route> list() {
    return List.of(
        Route.read(
                "/admin/sessions",
                "coding sessions, the latest or the dearest first",
                sessions.pageShape(),
                request -> sessions.page(wish(request)))
            .with(params()),
        Route.read(
            "/admin/sessions/{tool}/{session}",
            "one session with the agents in it",
            sessions.treeShape(),
            this::tree));
  }

  private static List<Param> params() {
    var params = new ArrayList<Param>();
    for (Axis axis : Query.AXES) {
      String name = Query.name(axis);
      params.add(Param.text(name, "only where the last call had this " + name));
    }
    params.add(Param.of("since", Shape.instant(), "only where a call came then or later"));
    params.add(Param.of("until", Shape.instant(), "only where a call came before"));
    params.add(Param.of("active", Shape.choice("true", "false"), "only those that go on; false"));
    params.add(Param.of("order", Shape.choice("last", "cost"), "what comes first; last"));
    params.add(Param.text("after", "the \"next\" of an earlier page"));
    params.add(Query.PAGES.getFirst());
    return params;
  }

  private static SessionWish wish(FaceRequest request) {
    return new SessionWish(
        Query.only(request),
        QueryTimes.instant(request, "since", Instant.EPOCH),
        QueryTimes.instant(request, "until", NEVER),
        choice(request, "active", YES_NO, "true or false"),
        choice(request, "order", ORDERS, "last or cost"),
        text(request, "after"),
        Math.min(QueryNumbers.whole(request, "limit", PAGE, 1), LARGEST_PAGE));
  }

  private Json tree(FaceRequest request) {
    Map<String, String> path = request.pathValues();
    var id = SessionId.of(path.getOrDefault("tool", ""), path.getOrDefault("session", ""));
    return sessions.tree(id).orElseThrow(() -> CallProblem.SESSION_UNKNOWN.exception(id.text()));
  }

  private static <T> T choice(
      FaceRequest request, String name, Map<String, T> choices, String expected) {
    String word = text(request, name).toLowerCase(Locale.ROOT);
    T choice = choices.get(word);
    if (choice == null) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception(name, word, expected);
    }
    return choice;
  }

  private static String text(FaceRequest request, String name) {
    return request.query().getOrDefault(name, "");
  }
}
