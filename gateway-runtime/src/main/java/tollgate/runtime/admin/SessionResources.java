package tollgate.runtime.admin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.Resource;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.problem.Problem;
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

  List<Resource> list() {
    return List.of(
        new Resource(
            "GET",
            "/admin/sessions",
            Access.READ,
            (request, ledger) -> ok(sessions.page(wish(request)))),
        new Resource(
            "GET",
            "/admin/sessions/{tool}/{session}",
            Access.READ,
            (request, ledger) -> ok(tree(request))));
  }

  private static SessionWish wish(FaceRequest request) {
    return new SessionWish(
        text(request, "tool"),
        text(request, "instance"),
        text(request, "key"),
        text(request, "model"),
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
    return sessions.tree(id).orElseThrow(() -> Problem.SESSION_UNKNOWN.exception(id.text()));
  }

  private static <T> T choice(
      FaceRequest request, String name, Map<String, T> choices, String expected) {
    String word = text(request, name).toLowerCase(Locale.ROOT);
    T choice = choices.get(word);
    if (choice == null) {
      throw Problem.REQUEST_BAD_PARAMETER.exception(name, word, expected);
    }
    return choice;
  }

  private static String text(FaceRequest request, String name) {
    return request.query().getOrDefault(name, "");
  }

  private static WireReply ok(Json body) {
    return WireReply.json(200, Headers.none(), JsonText.write(body));
  }
}
