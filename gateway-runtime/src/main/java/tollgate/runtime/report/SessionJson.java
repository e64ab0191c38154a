package tollgate.runtime.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.json.Shape;
import tollgate.runtime.session.AgentNode;
import tollgate.runtime.session.BurnRate;
import tollgate.runtime.session.LastCall;
import tollgate.runtime.session.Repetition;
import tollgate.runtime.session.Session;
import tollgate.runtime.session.SessionId;
import tollgate.runtime.session.SessionTree;
import tollgate.runtime.session.Traffic;

/** Writes sessions and agents; docs/reference/sessions.md tells what each member means. */
final class SessionJson {
  private static final Shape TEXT = Shape.orNull(Shape.text());
  private static final Shape COUNT = Shape.whole();
  private static final Shape USD = new Shape.Decimal();

  /** An agent has agents of its own, which no shape here can say: only that it is an object. */
  private static final Shape AGENTS = Shape.items(new Shape.Table(new Shape.Anything()));

  /** A session in a list. */
  static final Shape.Members LINE =
      Shape.object("id", Shape.text(), "tool", Shape.text(), "session", Shape.text())
          .and("parent", TEXT, "instance", TEXT, "key_id", TEXT)
          .and("provider", TEXT, "account", TEXT, "model", TEXT)
          .and("first_call_at", Shape.instant(), "last_call_at", Shape.instant())
          .and("running", COUNT, "calls", COUNT, "failed", COUNT, "aborted", COUNT)
          .and("refused", COUNT, "in_doubt", COUNT, "unpriced", COUNT, "searches", COUNT)
          .and("tokens", new Shape.Table(COUNT), "cost_usd", Shape.orNull(USD))
          .and("cost_status", Shape.choice("ok", "open", "partial", "unpriced"))
          .and("steps", COUNT, "repetition", new Shape.Table(COUNT))
          .and("usd_per_hour", USD, "usd_per_hour_life", USD);

  /** A session with its tree of agents. */
  static final Shape.Members TREE =
      LINE.and(
          "calls_read", COUNT, "complete", new Shape.Flag(), "agents", AGENTS, "orphans", AGENTS);

  private SessionJson() {}

  static Json.Obj of(Session session) {
    return new Json.Obj(members(session));
  }

  static Json.Obj of(SessionTree tree) {
    Map<String, Json> members = members(tree.session());
    String tool = tree.session().id().tool();
    members.put("calls_read", Json.of(tree.callsRead()));
    members.put("complete", Json.of(tree.complete()));
    members.put("agents", agents(tool, tree.agents()));
    members.put("orphans", agents(tool, tree.orphans()));
    return new Json.Obj(members);
  }

  private static Map<String, Json> members(Session session) {
    SessionId id = session.id();
    var members = new LinkedHashMap<String, Json>();
    members.put("id", Json.text(id.text()));
    members.put("tool", Json.text(id.tool()));
    members.put("session", Json.text(id.session()));
    members.put("parent", idOrNull(id.tool(), session.parent()));
    LastCall last = session.lastCall();
    members.put("instance", textOrNull(last.instance()));
    members.put("key_id", textOrNull(last.keyId()));
    members.put("provider", textOrNull(last.provider()));
    members.put("account", textOrNull(last.account()));
    members.put("model", textOrNull(last.model()));
    putTimes(members, session.first(), session.last());
    putTraffic(members, session.running(), session.traffic());
    putPace(members, session.steps(), session.burn(), session.repetition());
    return members;
  }

  private static Json agents(String tool, List<AgentNode> nodes) {
    return new Json.Arr(nodes.stream().map(node -> agent(tool, node)).toList());
  }

  private static Json agent(String tool, AgentNode node) {
    var members = new LinkedHashMap<String, Json>();
    members.put("agent", Json.text(node.name()));
    members.put("session", idOrNull(tool, node.session()));
    members.put("parent_agent", textOrNull(node.parent()));
    members.put("instance", textOrNull(node.instance()));
    members.put("models", new Json.Arr(node.models().stream().map(Json::text).toList()));
    putTimes(members, node.first(), node.last());
    putTraffic(members, node.running(), node.traffic());
    putPace(members, node.steps(), node.burn(), node.repetition());
    members.put("agents", agents(tool, node.agents()));
    return new Json.Obj(members);
  }

  private static void putTimes(Map<String, Json> members, Instant first, Instant last) {
    members.put("first_call_at", Json.text(LogJson.instant(first.toEpochMilli())));
    members.put("last_call_at", Json.text(LogJson.instant(last.toEpochMilli())));
  }

  private static void putTraffic(Map<String, Json> members, long running, Traffic traffic) {
    members.put("running", Json.of(running));
    members.put("calls", Json.of(traffic.calls()));
    members.put("failed", Json.of(traffic.failed()));
    members.put("aborted", Json.of(traffic.aborted()));
    members.put("refused", Json.of(traffic.refused()));
    members.put("in_doubt", Json.of(traffic.inDoubt()));
    members.put("unpriced", Json.of(traffic.unpriced()));
    members.put("tokens", tokens(traffic.tokens()));
    members.put("searches", Json.of(traffic.searches()));
    boolean known = traffic.unpriced() == 0 || traffic.cost().nanos() != 0;
    members.put("cost_usd", known ? LogJson.usd(traffic.cost().nanos()) : Json.NULL);
    members.put("cost_status", Json.text(costStatus(traffic)));
  }

  /** A sum that leaves out what has no price is told as such, and never as the whole. */
  private static String costStatus(Traffic traffic) {
    if (traffic.unpriced() == 0) {
      return traffic.calls() == 0 ? "open" : "ok";
    }
    return traffic.cost().nanos() == 0 ? "unpriced" : "partial";
  }

  private static Json tokens(TokenCounts tokens) {
    return Json.object(
        "input", tokens.input(),
        "output", tokens.output(),
        "cache_read", tokens.cacheRead(),
        "cache_write_5m", tokens.cacheWrite5m(),
        "cache_write_1h", tokens.cacheWrite1h(),
        "reasoning", tokens.reasoning(),
        "audio_in", tokens.audioIn(),
        "audio_out", tokens.audioOut(),
        "total", tokens.total());
  }

  private static void putPace(
      Map<String, Json> members, long steps, BurnRate burn, Repetition repetition) {
    members.put("steps", Json.of(steps));
    members.put(
        "repetition",
        Json.object(
            "now", repetition.now(), "longest", repetition.longest(), "most", repetition.most()));
    members.put("usd_per_hour", plain(burn.recent()));
    members.put("usd_per_hour_life", plain(burn.life()));
  }

  private static Json plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return Json.of(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
  }

  private static Json idOrNull(String tool, String session) {
    return session.isEmpty() ? Json.NULL : Json.text(new SessionId(tool, session).text());
  }

  private static Json textOrNull(String text) {
    return text.isEmpty() ? Json.NULL : Json.text(text);
  }
}
