package tollgate.runtime.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.access.Access;
import tollgate.runtime.backup.Backups;
import tollgate.runtime.event.Actor;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.ledger.Imports;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.report.UsageReports;
import tollgate.runtime.store.Database;

/**
 * What can be changed where no gateway runs: keys, people, tokens and backups need nothing but the
 * database, so they can be seen and changed there by the same resources. For whoever may write the
 * file.
 */
public final class OfflineRoom {
  private static final Actor COMMAND_LINE = new Actor("command line", "");

  private static final String BACKUPS = "/admin/backups";

  private static final List<String> ROOTS =
      List.of("/admin/keys", "/admin/users", "/admin/tokens", "/admin/import", BACKUPS);

  private final List<Route> routes = new ArrayList<>();
  private final AdminRoom.Told told;

  /**
   * What the room stands on.
   *
   * @param told what is asked of the database
   * @param keyring the gateway's keys
   * @param access who may administer
   * @param backups the backups of the database
   * @param database the open one
   */
  public record Foundation(
      AdminRoom.Told told, Keyring keyring, Access access, Backups backups, Database database) {}

  /** The room over an open database. */
  public OfflineRoom(Foundation foundation, InstantSource clock) {
    this.told = foundation.told();
    UsageReports usage = told.usage();
    routes.addAll(new KeyResources(foundation.keyring(), usage, clock).list());
    routes.addAll(new UserResources(foundation.access().people()).list());
    routes.addAll(new TokenResources(foundation.access().tokens(), clock).list());
    var actions = new Actions(foundation.database().writer(), clock);
    routes.addAll(new BackupResources(foundation.backups(), actions).list());
    routes.addAll(
        new ImportResources(Imports.atRest(foundation.database(), clock), actions).list());
  }

  /** Whether something may be done before there is a database, which is begun for it. */
  public static boolean begins(String method, String path) {
    return method.equals("POST") && has(path) && !path.startsWith(BACKUPS);
  }

  /** Whether what is at a path belongs here. */
  public static boolean has(String path) {
    return ROOTS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
  }

  /**
   * Sees or changes something.
   *
   * @param method upper case
   * @param path as in the admin API, percent-encoded, without a query
   * @param body the request's, empty for none
   * @throws tollgate.runtime.problem.ProblemException with ADMIN_NOT_RUNNING where only a running
   *     gateway could, else with what is wrong
   */
  public Json ask(String method, String path, String body) {
    for (Route route : routes) {
      var resource = route.resource();
      var values = PathPattern.match(resource.path(), path);
      if (values.isPresent() && resource.method().equals(method)) {
        var head = new ClientHead(method, path, "", Headers.none());
        return answer(route, new FaceRequest(head, values.get(), Map.of(), body));
      }
    }
    throw AccessProblem.ADMIN_NOT_RUNNING.exception();
  }

  private Json answer(Route route, FaceRequest request) {
    try {
      var reply =
          COMMAND_LINE.call(() -> route.resource().handler().handle(request, told.ledger()));
      return JsonText.parse(reply.body());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (MalformedJson never) {
      throw new IllegalStateException("an answer of ours cannot be read", never);
    }
  }
}
