package tollgate.runtime.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.runtime.json.Shape;

/** What came of a replay, as it is told. */
final class ReplayJson {

  /** How many sessions are listed: those with the most to lose. */
  private static final int SESSIONS = 100;

  private static final Shape COUNT = Shape.whole();
  private static final Shape USD = new Shape.Decimal();

  private ReplayJson() {}

  static Shape.Members shape() {
    return Shape.object(
            "name", Shape.text(),
            "certain", COUNT,
            "bounded", COUNT,
            "unknowable", COUNT,
            "failed", COUNT,
            "still_refused", COUNT,
            "released", COUNT,
            "refused_otherwise", COUNT,
            "sessions_stopped", COUNT,
            "sessions_stopped_most", COUNT)
        .and(counts())
        .and(
            "bounded_facts", new Shape.Table(COUNT),
            "unknown_facts", new Shape.Table(COUNT),
            "reasons", new Shape.Table(COUNT),
            "by_tool", Shape.items(Shape.object("tool", Shape.text()).and(counts())),
            "by_key", Shape.items(Shape.object("key", Shape.text()).and(counts())),
            "by_session", Shape.items(session()),
            "examples", Shape.items(example()));
  }

  private static Object[] counts() {
    return new Object[] {
      "calls", COUNT,
      "blocked", COUNT,
      "blocked_most", COUNT,
      "limited", COUNT,
      "rerouted", COUNT,
      "clamped", COUNT,
      "warned", COUNT,
      "saved_usd", USD,
      "saved_usd_most", Shape.orNull(USD)
    };
  }

  private static Shape session() {
    return Shape.object(
            "tool", Shape.text(),
            "session", Shape.text(),
            "key", Shape.text(),
            "stopped_by", Shape.text(),
            "stopped_at", Shape.text(),
            "calls_after", COUNT,
            "usd_after", USD)
        .and(counts());
  }

  private static Shape example() {
    return Shape.object(
        "call", Shape.text(),
        "at", Shape.instant(),
        "tool", Shape.text(),
        "session", Shape.text(),
        "blocked", Shape.choice("yes", "maybe"),
        "reason", Shape.text(),
        "unknown", Shape.items(Shape.text()),
        "uncertain", Shape.items(Shape.text()));
  }

  static Json.Obj of(String policy, Tally tally) {
    List<SessionTally> sessions = tally.sessions();
    var members = new LinkedHashMap<String, Json>();
    members.put("name", Json.text(policy));
    members.put("certain", Json.of(tally.certain()));
    members.put("bounded", Json.of(tally.bounded()));
    members.put("unknowable", Json.of(tally.unknowable()));
    members.put("failed", Json.of(tally.failed()));
    members.put("still_refused", Json.of(tally.stillRefused()));
    members.put("released", Json.of(tally.released()));
    members.put("refused_otherwise", Json.of(tally.countRefusedOtherwise()));
    members.put(
        "sessions_stopped", Json.of(sessions.stream().filter(SessionTally::isStopped).count()));
    members.put(
        "sessions_stopped_most",
        Json.of(sessions.stream().filter(SessionTally::mayBeStopped).count()));
    members.putAll(counts(tally.all()));
    members.put("bounded_facts", table(tally.uncertain()));
    members.put("unknown_facts", table(tally.unknown()));
    members.put("reasons", table(tally.reasons()));
    members.put("by_tool", groups("tool", tally.tools()));
    members.put("by_key", groups("key", tally.keys()));
    members.put("by_session", sessions(sessions));
    members.put(
        "examples",
        new Json.Arr(tally.examples().stream().<Json>map(ReplayJson::example).toList()));
    return new Json.Obj(members);
  }

  private static Map<String, Json> counts(Counts counts) {
    var members = new LinkedHashMap<String, Json>();
    members.put("calls", Json.of(counts.calls()));
    members.put("blocked", Json.of(counts.blocked()));
    members.put("blocked_most", Json.of(counts.blockedMost()));
    members.put("limited", Json.of(counts.limited()));
    members.put("rerouted", Json.of(counts.rerouted()));
    members.put("clamped", Json.of(counts.clamped()));
    members.put("warned", Json.of(counts.warned()));
    members.put("saved_usd", usd(counts.savedLeast()));
    members.put("saved_usd_most", usd(counts.savedMost()));
    return members;
  }

  private static Json usd(long nanos) {
    return nanos == Range.UNBOUNDED ? Json.NULL : Json.of(new Money(nanos).toUsd());
  }

  private static Json table(Map<String, Long> counts) {
    var members = new LinkedHashMap<String, Json>();
    counts.forEach((name, count) -> members.put(name, Json.of(count)));
    return new Json.Obj(members);
  }

  private static Json groups(String name, Map<String, Counts> groups) {
    var items = new ArrayList<Json>();
    groups.forEach((value, counts) -> {
      var members = new LinkedHashMap<String, Json>();
      members.put(name, Json.text(value));
      members.putAll(counts(counts));
      items.add(new Json.Obj(members));
    });
    return new Json.Arr(items);
  }

  private static Json sessions(List<SessionTally> sessions) {
    return new Json.Arr(
        sessions.stream()
            .filter(session -> session.counts().isTouched())
            .sorted(
                Comparator.comparing(SessionTally::isStopped)
                    .thenComparing(session -> session.counts().savedMost())
                    .reversed())
            .limit(SESSIONS)
            .<Json>map(ReplayJson::session)
            .toList());
  }

  private static Json session(SessionTally session) {
    var members = new LinkedHashMap<String, Json>();
    members.put("tool", Json.text(session.axes().tool()));
    members.put("session", Json.text(session.axes().session()));
    members.put("key", Json.text(session.axes().key()));
    members.put("stopped_by", Json.text(session.stoppedBy()));
    members.put("stopped_at", Json.text(session.stoppedAt()));
    members.put("calls_after", Json.of(session.after()));
    members.put("usd_after", usd(session.afterCost()));
    members.putAll(counts(session.counts()));
    return new Json.Obj(members);
  }

  private static Json example(Tally.Example example) {
    return Json.object(
        "call", example.row().call(),
        "at", example.row().arrival().toString(),
        "tool", example.row().identity().tool(),
        "session", example.row().identity().session(),
        "blocked", example.effect().blocked() == Sure.YES ? "yes" : "maybe",
        "reason", example.effect().reason(),
        "unknown", texts(example.known().sought()),
        "uncertain", texts(example.known().uncertain()));
  }

  private static Json texts(Iterable<String> texts) {
    var items = new ArrayList<Json>();
    texts.forEach(text -> items.add(Json.text(text)));
    return new Json.Arr(items);
  }
}
