package tollgate.runtime.policy;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.call.DialectId;
import tollgate.api.call.Evidence;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;

/**
 * The facts of a made-up call. What a case does not say is as in an ordinary call: an unknown tool
 * asks for a model at noon, and nothing was spent.
 */
final class CaseFacts {

  private static final List<String> CALL =
      List.of(
          "tool",
          "instance",
          "session",
          "agent",
          "key",
          "model",
          "provider",
          "dialect",
          "method",
          "path",
          "streaming",
          "maxOutputTokens",
          "thinkingTokens",
          "prompt",
          "bodyBytes",
          "estimate",
          "priced",
          "providers");
  private static final String NOON = "2026-01-14T12:00:00Z";

  private CaseFacts() {}

  /**
   * The facts.
   *
   * @param call the members of a call that matter
   * @param at the time of the call, {@code zone} its zone; empty for noon UTC
   * @param spent answers by the names of questions, in USD
   */
  static PolicyFacts of(Json call, String at, String zone, Json spent) {
    var given = new CaseMembers("call", call, CALL);
    var session = given.group("session", CallView.SHAPE.getOrDefault("session", List.of()));
    return new PolicyFacts(
        identity(given, session),
        key(given).text("name", ""),
        new HashSet<>(key(given).texts("tags")),
        request(given),
        given.text("method", "POST"),
        given.text("path", "/v1/messages"),
        given.whole("bodyBytes", 1_000),
        given.group("estimate", List.of("inputTokens")).whole("inputTokens", 250),
        time(at, zone),
        new Surroundings.Of(
            spent(spent), session(session), given.truth("priced", true), providers(given)));
  }

  private static Identity identity(CaseMembers given, CaseMembers session) {
    var tool = given.group("tool", List.of("id", "version"));
    var agent = given.group("agent", List.of("id", "parent"));
    return new Identity(
        tool.text("id", "unknown"),
        tool.text("version", ""),
        Evidence.NONE,
        "",
        given.text("instance", ""),
        session.text("id", ""),
        agent.text("id", ""),
        agent.text("parent", ""));
  }

  private static CaseMembers key(CaseMembers given) {
    return given.group("key", List.of("name", "tags"));
  }

  private static RequestFacts request(CaseMembers given) {
    var prompt = given.group("prompt", List.of("messages", "tools", "bytes"));
    return RequestFacts.of(new DialectId(given.text("dialect", "unknown")))
        .model(given.text("model", "a-model"))
        .provider(given.text("provider", ""))
        .streaming(given.truth("streaming", true))
        .maxOutputTokens(given.whole("maxOutputTokens", 0))
        .thinkingTokens(given.whole("thinkingTokens", 0))
        .messages(Math.toIntExact(prompt.whole("messages", 1)))
        .tools(Math.toIntExact(prompt.whole("tools", 0)))
        .promptBytes(prompt.whole("bytes", 1_000))
        .build();
  }

  private static ZonedDateTime time(String at, String zone) {
    try {
      var time = OffsetDateTime.parse(at.isEmpty() ? NOON : at);
      return zone.isEmpty() ? time.toZonedDateTime() : time.atZoneSameInstant(ZoneId.of(zone));
    } catch (DateTimeException odd) {
      throw new IllegalArgumentException(
          "at must be a time such as 2026-01-14T03:30:00+01:00, and zone one such as"
              + " Europe/Berlin",
          odd);
    }
  }

  private static Surroundings.SessionFacts session(CaseMembers session) {
    return new Surroundings.SessionFacts(
        session.whole("calls", 0),
        session.whole("steps", 0),
        session.amount("costUsd"),
        Math.toIntExact(session.whole("repetition", 0)));
  }

  private static List<Surroundings.ProviderFacts> providers(CaseMembers given) {
    return given.objects("providers", List.of("id", "type", "breaker", "quota")).stream()
        .map(one ->
            new Surroundings.ProviderFacts(
                one.text("id", ""),
                one.text("type", ""),
                one.text("breaker", "closed"),
                new Surroundings.Quota(
                    one.group("quota", List.of("state")).text("state", "unknown"),
                    Optional.empty())))
        .toList();
  }

  private static Map<Spending, Money> spent(Json given) {
    var names = List.of(Spending.values()).stream().map(Spending::text).toList();
    var members = new CaseMembers("spent", given, names);
    var spent = new EnumMap<Spending, Money>(Spending.class);
    for (Spending question : Spending.values()) {
      spent.put(question, Money.usd(members.amount(question.text())));
    }
    return spent;
  }
}
