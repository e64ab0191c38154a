package tollgate.runtime.report;

import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.session.SessionBook;
import tollgate.runtime.session.SessionId;
import tollgate.runtime.session.SessionWish;

/** Sessions and their agents as the operator's pages read them: docs/reference/sessions.md. */
public final class SessionReports {
  private final SessionBook book;

  SessionReports(SessionBook book) {
    this.book = book;
  }

  /** A page of sessions. */
  public Json.Obj page(SessionWish wish) {
    SessionBook.Page page = book.page(wish);
    return Json.object(
        "sessions",
        new Json.Arr(page.sessions().stream().<Json>map(SessionJson::of).toList()),
        "next",
        page.next().isEmpty() ? Json.NULL : Json.text(page.next()));
  }

  /** The shape of a page. */
  public Shape pageShape() {
    return Shape.object(
        "sessions", Shape.items(SessionJson.LINE), "next", Shape.orNull(Shape.text()));
  }

  /** The shape of a session with its tree. */
  public Shape treeShape() {
    return SessionJson.TREE;
  }

  /** A session with its tree of agents; empty where no call of it is known. */
  public Optional<Json.Obj> tree(SessionId id) {
    return book.tree(id).map(SessionJson::of);
  }
}
