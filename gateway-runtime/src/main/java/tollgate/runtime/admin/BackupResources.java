package tollgate.runtime.admin;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.backup.Backup;
import tollgate.runtime.backup.Backups;
import tollgate.runtime.event.Actor;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.problem.RequestProblem;

/** Backups of the database: those there are, and one more. */
final class BackupResources {
  private static final String ALL = "/admin/backups";

  private static final Shape.Members BACKUP =
      Shape.object("file", Shape.text(), "made_at", Shape.instant(), "bytes", Shape.whole());

  private static final Shape.Members WISH = Shape.object().or("file", Shape.text());

  private final Backups backups;
  private final Actions actions;

  BackupResources(Backups backups, Actions actions) {
    this.backups = backups;
    this.actions = actions;
  }

  List<Route> list() {
    return List.of(
        Route.read(
            ALL,
            "the backups of the database, the newest first",
            Shape.object("dir", Shape.text(), "backups", Shape.items(BACKUP)),
            request -> all()),
        Route.make(
                ALL,
                "backs the database up while calls go on, and looks the backup over; into"
                    + " backup.dir, or a file on the gateway's machine",
                BACKUP.and("calls", Shape.whole()),
                this::make)
            .taking(WISH));
  }

  private Json all() {
    return Json.object(
        "dir",
        backups.folder().toString(),
        "backups",
        new Json.Arr(backups.list().stream().<Json>map(BackupResources::json).toList()));
  }

  private Json make(FaceRequest request) {
    Optional<Path> file =
        file(RequestBody.text(RequestBody.members(request.body(), WISH), "file", ""));
    Backups.Made made = file.map(backups::make).orElseGet(backups::make);
    actions.note(
        Actor.current().name(),
        "database.backed_up",
        made.backup().file().toString(),
        made.calls() + " calls");
    var members = new LinkedHashMap<>(json(made.backup()).members());
    members.put("calls", Json.of(made.calls()));
    return new Json.Obj(members);
  }

  private static Optional<Path> file(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path file = Path.of(name);
      if (file.isAbsolute()) {
        return Optional.of(file);
      }
    } catch (InvalidPathException noPath) {
      // told below
    }
    throw RequestProblem.REQUEST_BAD_PARAMETER.exception("file", name, "an absolute path");
  }

  private static Json.Obj json(Backup backup) {
    return Json.object(
        "file", backup.file().toString(),
        "made_at", backup.at().toString(),
        "bytes", backup.bytes());
  }
}
