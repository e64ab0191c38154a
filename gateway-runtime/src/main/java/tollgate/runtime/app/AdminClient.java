package tollgate.runtime.app;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import tollgate.api.json.Json;
import tollgate.runtime.config.Settings;
import tollgate.runtime.event.Progress;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.key.CreatedKey;
import tollgate.runtime.key.KeyJson;
import tollgate.runtime.key.KeyWish;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.ledger.Backfill;
import tollgate.runtime.ledger.LedgerCheck;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.replay.Replay;
import tollgate.runtime.report.CostJson;

/** Asks a running gateway of this machine through its admin API, with the administrator's token. */
final class AdminClient implements KeyDesk, CostDesk, AdminDesk, ReplayDesk {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How often it is asked how far a long work is. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration LOOK_PATIENCE = Duration.ofSeconds(5);

  /** The whole ledger may be looked at. */
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(30);

  private static final String KEYS = "/admin/keys";
  private static final String REPLAYS = "/admin/replays";
  private static final String WORKS = "/admin/works";

  private final GatewayAddress.Told gateway;
  private final String token;
  private final InstantSource clock;

  AdminClient(GatewayAddress.Told gateway, String token, InstantSource clock) {
    this.gateway = gateway;
    this.token = token;
    this.clock = clock;
  }

  /**
   * The gateway that has these settings' database.
   *
   * @throws ProblemException with ADMIN_UNREACHABLE when it does not tell where it is, or its token
   *     cannot be read
   */
  static AdminClient of(Settings settings, InstantSource clock) {
    GatewayAddress.Told gateway =
        GatewayAddress.beside(settings.store().path())
            .find()
            .orElseThrow(() ->
                unreachable(
                    "it does not tell where",
                    "Try again in a moment: it may be starting, or another command may be at"
                        + " work."));
    return new AdminClient(gateway, token(settings.admin()), clock);
  }

  private static String token(Settings.Admin admin) {
    if (!admin.token().isEmpty()) {
      return admin.token().reveal();
    }
    Path file = admin.tokenFile();
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw unreachable(
          "its token in " + file + " cannot be read",
          "Run the command as the gateway's user, with the gateway's settings.");
    }
  }

  @Override
  public CreatedKey create(KeyWish wish) {
    var terms = wish.terms(clock.instant());
    var members = new LinkedHashMap<String, Json>();
    members.putAll(body(wish, terms).members());
    terms
        .limits()
        .most()
        .forEach((limit, most) -> members.put(limit.word(), Json.of(limit.text(most))));
    return ask("POST", KEYS, JsonText.write(new Json.Obj(members)), KeyJson::created);
  }

  private static Json.Obj body(KeyWish wish, ManagedKey.Terms terms) {
    return Json.object(
        "name", terms.name(),
        "expires_at",
            terms.expiresAt().equals(ManagedKey.NEVER)
                ? Json.NULL
                : Json.text(terms.expiresAt().toString()),
        "models", texts(wish.models()),
        "providers", texts(wish.providers()),
        "tags", texts(wish.tags()));
  }

  @Override
  public List<ManagedKey> list() {
    return ask("GET", KEYS, "", KeyJson::keys);
  }

  @Override
  public CreatedKey rotate(String id, Instant until) {
    Json body = Json.object("former_until", until.toString());
    return ask("POST", pathOf(id) + "/rotate", JsonText.write(body), KeyJson::created);
  }

  @Override
  public ManagedKey revoke(String id) {
    return ask("DELETE", pathOf(id), "", KeyJson::key);
  }

  private static String pathOf(String id) {
    return KEYS + "/" + encoded(id).replace("+", "%20");
  }

  @Override
  public Backfill.Result backfill(Instant since, boolean all, boolean dryRun) {
    String query = "?since=" + since + "&all=" + all + "&dry_run=" + dryRun;
    return ask("POST", "/admin/costs/backfill" + query, "", LONG_PATIENCE, CostJson::backfill);
  }

  @Override
  public LedgerCheck.Findings verify() {
    return ask("POST", "/admin/ledger/verify", "", LONG_PATIENCE, CostJson::findings);
  }

  @Override
  public Json read(String path, Map<String, String> query) {
    String said =
        query.entrySet().stream()
            .filter(one -> !one.getValue().isEmpty())
            .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&"));
    return ask("GET", said.isEmpty() ? path : path + "?" + said, "", Function.identity());
  }

  @Override
  public Json change(String method, String path) {
    return change(method, path, "");
  }

  @Override
  public Json change(String method, String path, Json.Obj body) {
    return change(method, path, JsonText.write(body));
  }

  @Override
  public Json work(String path, Json.Obj body) {
    return ask("POST", path, JsonText.write(body), LONG_PATIENCE, Function.identity());
  }

  @Override
  public void listen(BiConsumer<String, Json> events) {
    new AdminEvents(gateway, token).tell(events);
  }

  /** The same with the text of a document; empty for none. */
  Json change(String method, String path, String body) {
    return ask(method, path, body, Function.identity());
  }

  @Override
  public Json.Obj run(
      Instant since, SequencedMap<String, String> candidates, Consumer<Replay.Progress> progress) {
    var items = new ArrayList<Json>();
    candidates.forEach((name, text) -> items.add(Json.object("name", name, "text", text)));
    Json body = Json.object("since", since.toString(), "candidates", new Json.Arr(items));
    Json.Obj job = ask("POST", REPLAYS, JsonText.write(body), AdminClient::object);
    String path = REPLAYS + "/" + text(job, "id") + "?wait=1";
    while (text(job, "state").equals("running")) {
      job = ask("GET", path, "", AdminClient::object);
      progress.accept(new Replay.Progress(number(job, "done"), number(job, "all")));
    }
    if (!(job.members().get("result") instanceof Json.Obj result)) {
      throw refusal(job);
    }
    return result;
  }

  private static Json.Obj object(Json json) {
    if (json instanceof Json.Obj object) {
      return object;
    }
    throw new IllegalArgumentException("no object");
  }

  private static long number(Json.Obj json, String name) {
    return json.members().get(name) instanceof Json.Num(var number) ? number.longValue() : 0;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private <T> T ask(String method, String path, String body, Function<Json, T> reading) {
    return ask(method, path, body, PATIENCE, reading);
  }

  private <T> T ask(
      String method, String path, String body, Duration patience, Function<Json, T> reading) {
    HttpResponse<String> reply = send(request(method, path, body, patience));
    try {
      Json json = JsonText.parse(reply.body());
      if (reply.statusCode() / 100 != 2) {
        throw refusal(json);
      }
      return reading.apply(json);
    } catch (MalformedJson | IllegalArgumentException other) {
      throw unreachable(
          "what answers at " + gateway.address() + " is no gateway of this version",
          "Use the command that came with the running gateway.");
    }
  }

  private HttpRequest request(String method, String path, String body, Duration patience) {
    return HttpRequest.newBuilder(gateway.address().resolve(path))
        .timeout(patience)
        .header("x-admin-token", token)
        .header("content-type", "application/json")
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try (var client = gateway.client()) {
      return Progress.isHeard()
          ? new WorkWatch(client, request("GET", WORKS, "", LOOK_PATIENCE), LOOK).send(request)
          : client.send(request, BodyHandlers.ofString());
    } catch (IOException silent) {
      throw unreachable(
          "it does not answer at " + gateway.address(),
          "Look at its log; it may be ending. Try again.");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw unreachable("the command was interrupted", "List the keys to see what was done.");
    }
  }

  /** The gateway's own words, under the problem's own code. */
  private static ProblemException refusal(Json json) {
    if (json instanceof Json.Obj(var members)
        && members.get("problems") instanceof Json.Arr(var problems)) {
      return new ProblemException(
          problems.stream().map(one -> report(one, text(one, "message"))).toList());
    }
    return new ProblemException(report(json, text(json, "error")));
  }

  private static ProblemReport report(Json json, String what) {
    String own = text(json, "problem"); // "code" may be one that scripts know from elsewhere
    Problem problem =
        Problem.of(own.isEmpty() ? text(json, "code") : own)
            .orElseThrow(() -> new IllegalArgumentException("no refusal of a gateway"));
    return new ProblemReport(problem, what, text(json, "where"), text(json, "remedy"));
  }

  private static String text(Json json, String name) {
    return json instanceof Json.Obj(var members)
            && members.get(name) instanceof Json.Text(var value)
        ? value
        : "";
  }

  private static Json texts(List<String> values) {
    return new Json.Arr(values.stream().<Json>map(Json::text).toList());
  }

  private static ProblemException unreachable(String what, String remedy) {
    return AccessProblem.ADMIN_UNREACHABLE.exception(what, remedy);
  }
}
