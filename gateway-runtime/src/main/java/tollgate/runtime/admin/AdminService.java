package tollgate.runtime.admin;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.WireReply;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.LedgerView;
import tollgate.api.face.Resource;
import tollgate.api.json.Json;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Actor;
import tollgate.runtime.event.Events;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ExchangeService;
import tollgate.runtime.wire.Protection;

/**
 * Answers the operator's requests from a table of resources. A change is written to the log with
 * who asked and what came of it.
 */
public final class AdminService implements ExchangeService {

  /** What a query says that has something looked at anew. */
  static final String REFRESH = "refresh";

  /** The longest body a change may have. */
  private static final long BODY_LIMIT = 1_000_000;

  /** The longest plugin that may be sent. */
  private static final long JAR_LIMIT = 64L << 20;

  private final AdminGate gate;
  private final List<Resource> resources;
  private final LedgerView ledger;
  private final LongWorks works;
  private final Consumer<Json.Obj> changed;

  /**
   * The operator's resources.
   *
   * @param works listens to those that take long
   * @param changed told of every change that was made
   */
  AdminService(
      AdminGate gate,
      List<Resource> resources,
      LedgerView ledger,
      LongWorks works,
      Consumer<Json.Obj> changed) {
    this.gate = gate;
    this.works = works;
    this.resources = List.copyOf(resources);
    this.ledger = ledger;
    this.changed = changed;
  }

  @Override
  public void serve(ClientExchange exchange) throws ClientGone {
    send(exchange, answer(exchange));
  }

  /** Sends a reply that no browser may keep, guess at or show inside a page of somebody else's. */
  static void send(ClientExchange exchange, WireReply reply) throws ClientGone {
    var sink = exchange.sink();
    sink.head(new ReplyHead(reply.status(), Protection.of(reply.headers(), exchange.secure())));
    if (reply.body().length > 0 && !exchange.method().equals("HEAD")) {
      sink.write(ByteBuffer.wrap(reply.body()));
    }
    sink.end(Headers.none());
  }

  private WireReply answer(ClientExchange exchange) throws ClientGone {
    String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
    for (var resource : resources) {
      var values = PathPattern.match(resource.path(), exchange.path());
      if (values.isPresent() && resource.method().equals(method)) {
        return gated(exchange, resource, values.get());
      }
    }
    // Even "there is nothing here" is told only to those who may ask.
    Optional<ProblemReport> objection = gate.objection(exchange, Resource.Access.READ);
    return problem(
        objection.orElseGet(
            () -> RequestProblem.REQUEST_UNKNOWN_PATH.report(exchange.method(), exchange.path())));
  }

  private WireReply gated(ClientExchange exchange, Resource resource, Map<String, String> values)
      throws ClientGone {
    Resource.Access access = access(exchange, resource);
    return switch (gate.enter(exchange, access)) {
      case AdminGate.Entry.Out(var why) -> rejected(exchange, why);
      case AdminGate.Entry.In(var who) ->
          done(exchange, resource, values, new Actor(who.name(), exchange.peer()), access);
    };
  }

  /** Who has something looked at anew has the gateway do something: that is more than to read. */
  private static Resource.Access access(ClientExchange exchange, Resource resource) {
    try {
      boolean more = resource.access() == Resource.Access.READ && refreshes(query(exchange));
      return more ? Resource.Access.CHANGE : resource.access();
    } catch (ProblemException malformed) { // told when the request is read
      return resource.access();
    }
  }

  /** Whether a query asks for things to be looked at anew. */
  static boolean refreshes(Map<String, String> query) {
    return query.getOrDefault(REFRESH, "").equals("true");
  }

  private static WireReply rejected(ClientExchange exchange, ProblemReport why) {
    Events.log(
        AccessEvent.ADMIN_REJECTED,
        "method",
        exchange.method(),
        "path",
        exchange.path(),
        "code",
        why.problem().code(),
        "client_ip",
        exchange.peer());
    return problem(why);
  }

  private WireReply done(
      ClientExchange exchange,
      Resource resource,
      Map<String, String> values,
      Actor actor,
      Resource.Access access)
      throws ClientGone {
    try {
      var request = request(exchange, values);
      var reply = actor.call(() -> handled(exchange.path(), resource, request, access));
      if (access == Resource.Access.CHANGE) {
        tell(exchange, reply.status(), actor);
      }
      return reply;
    } catch (ProblemException expected) {
      return problem(expected.reports());
    } catch (ClientGone gone) {
      throw gone;
    } catch (IOException | RuntimeException unexpected) {
      Events.log(AccessEvent.LISTENER_ERROR, "path", exchange.path(), "err", unexpected);
      return problem(GatewayProblem.GATEWAY_BUG.report());
    }
  }

  private WireReply handled(
      String path, Resource resource, FaceRequest request, Resource.Access access)
      throws IOException {
    return access == Resource.Access.CHANGE
        ? works.follow(path, () -> resource.handler().handle(request, ledger))
        : resource.handler().handle(request, ledger);
  }

  private void tell(ClientExchange exchange, int status, Actor actor) {
    changed.accept(
        Json.object(
            "method", exchange.method(),
            "path", exchange.path(),
            "status", status,
            "by", actor.name()));
    Events.log(
        AccessEvent.ADMIN_ACTION,
        "method",
        exchange.method(),
        "path",
        exchange.path(),
        "status",
        status,
        "principal",
        actor.name(),
        "client_ip",
        actor.from());
  }

  private static FaceRequest request(ClientExchange exchange, Map<String, String> values)
      throws ClientGone {
    var query = query(exchange);
    var head =
        new ClientHead(
            exchange.method(),
            exchange.path(),
            exchange.query(),
            exchange.headers().without("authorization").without("x-admin-token").without("cookie"));
    return new FaceRequest(head, values, Map.copyOf(query), body(exchange));
  }

  /** A jar comes as one character for each byte: what handlers are given is text. */
  private static String body(ClientExchange exchange) throws ClientGone {
    boolean jar =
        exchange.method().equals("POST")
            && exchange.headers().first("content-type").startsWith(PluginResources.JAR);
    return jar
        ? new String(exchange.body(JAR_LIMIT), StandardCharsets.ISO_8859_1)
        : new String(exchange.body(BODY_LIMIT), StandardCharsets.UTF_8);
  }

  private static Map<String, String> query(ClientExchange exchange) {
    var query = new HashMap<String, String>();
    for (String pair : exchange.query().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception(
          "?" + text, text, "percent-encoded UTF-8");
    }
  }

  /** A problem in the shape of this API. */
  static WireReply problem(ProblemReport report) {
    return problem(List.of(report));
  }

  /** Several problems: the first one, and where there are more all of them in a list. */
  private static WireReply problem(List<ProblemReport> reports) {
    ProblemReport report = reports.getFirst();
    var members = new LinkedHashMap<String, Json>();
    members.put("error", Json.text(report.what()));
    members.put("code", Json.text(OlderCodes.of(report.problem())));
    members.put("problem", Json.text(report.problem().code()));
    members.put("remedy", Json.text(report.fix()));
    if (reports.size() > 1) {
      members.put(
          "problems",
          new Json.Arr(
              reports.stream()
                  .<Json>map(one ->
                      Json.object(
                          "code", one.problem().code(),
                          "message", one.what(),
                          "where", one.where(),
                          "remedy", one.fix()))
                  .toList()));
    }
    return WireReply.json(
        report.problem().kind().status(), Headers.none(), JsonText.write(new Json.Obj(members)));
  }
}
