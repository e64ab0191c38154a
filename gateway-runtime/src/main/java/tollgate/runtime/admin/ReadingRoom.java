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
import tollgate.api.face.Resource;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.report.PriceReports;

/**
 * What can be read where no gateway runs, because it needs nothing but the database: the same
 * resources with the same answers. For whoever may read the file.
 */
public final class ReadingRoom {
  private final List<Resource> resources = new ArrayList<>();
  private final AdminRoom.Told told;

  /** The room over an open database. */
  public ReadingRoom(AdminRoom.Told told, Keyring keyring, InstantSource clock) {
    this.told = told;
    var routes = new ArrayList<Route>();
    routes.addAll(new UsageResources(told.ledger(), told.usage(), clock).list());
    routes.addAll(new TotalResources(keyring, told.usage(), clock).list());
    routes.addAll(new LogResources(told.logs()).list());
    routes.addAll(new ReportResources(told.ledger(), keyring, clock).list());
    routes.addAll(new AuditResources(told.audit()).list());
    routes.addAll(new SessionResources(told.ledger().sessions()).list());
    routes.addAll(new DecisionResources(told.decisions()).list());
    routes.addAll(
        new QuotaResources(
                told.quotas(),
                () -> {
                  throw notRunning();
                },
                () -> {
                  throw notRunning();
                },
                clock)
            .list());
    add(routes);
  }

  /** A room that tells of prices as well. */
  public ReadingRoom(
      AdminRoom.Told told,
      Keyring keyring,
      InstantSource clock,
      PriceReports prices,
      AdminRoom.Unpriced unpriced) {
    this(told, keyring, clock);
    var routes = new ArrayList<Route>(new PriceResources(prices, source -> false).list());
    routes.add(CostResources.unpriced(unpriced));
    add(routes);
  }

  /** A room that tells of caps as well. */
  public ReadingRoom(
      AdminRoom.Told told, Keyring keyring, InstantSource clock, AdminRoom.Budgets budgets) {
    this(told, keyring, clock);
    add(
        budgets.routes(
            keyring,
            false,
            () -> {
              throw notRunning();
            },
            clock));
  }

  private void add(List<Route> routes) {
    routes.stream()
        .map(Route::resource)
        .filter(resource -> resource.access() == Resource.Access.READ)
        .forEach(resources::add);
  }

  /**
   * Answers a reading question.
   *
   * @param path as in the admin API, percent-encoded
   * @param query names and values, decoded
   * @throws tollgate.runtime.problem.ProblemException with ADMIN_NOT_RUNNING where only a running
   *     gateway could tell, else with what is wrong with the question
   */
  public Json ask(String path, Map<String, String> query) {
    for (Resource resource : resources) {
      var values = PathPattern.match(resource.path(), path);
      if (values.isPresent()) {
        var head = new ClientHead("GET", path, "", Headers.none());
        return answer(resource, new FaceRequest(head, values.get(), query, ""));
      }
    }
    throw notRunning();
  }

  /** What only a running gateway could tell or do. */
  private static ProblemException notRunning() {
    return AccessProblem.ADMIN_NOT_RUNNING.exception();
  }

  private Json answer(Resource resource, FaceRequest request) {
    try {
      return JsonText.parse(resource.handler().handle(request, told.ledger()).body());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (MalformedJson never) {
      throw new IllegalStateException("an answer of ours cannot be read", never);
    }
  }
}
