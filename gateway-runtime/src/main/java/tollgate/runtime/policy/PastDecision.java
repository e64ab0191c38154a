package tollgate.runtime.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.policy.Surroundings.ProviderFacts;
import tollgate.runtime.policy.Surroundings.Quota;

/** The record of a decision, read again. */
public final class PastDecision {

  private final Map<String, Json> members;

  private PastDecision(Map<String, Json> members) {
    this.members = members;
  }

  /** The record; empty for what is none. */
  public static Optional<PastDecision> read(String snapshot) {
    try {
      return snapshot.isEmpty()
          ? Optional.empty()
          : Optional.of(new PastDecision(members(JsonText.parse(snapshot))));
    } catch (MalformedJson cut) {
      return Optional.empty();
    }
  }

  private static Map<String, Json> members(Json json) {
    return json instanceof Json.Obj(var members) ? members : Map.of();
  }

  private static List<Json> items(Map<String, Json> members, String name) {
    return members.get(name) instanceof Json.Arr(var items) ? items : List.of();
  }

  private static String text(Map<String, Json> members, String name) {
    return members.get(name) instanceof Json.Text(var text) ? text : "";
  }

  /** What it keeps of the call. */
  Optional<Map<String, Json>> kept() {
    return members.get(KeptFacts.MEMBER) instanceof Json.Obj(var kept)
        ? Optional.of(kept)
        : Optional.empty();
  }

  /** The providers as they were, where a policy looked at them. */
  Optional<List<ProviderFacts>> providers() {
    if (!(members(members.getOrDefault("facts", Json.NULL)).get("providers")
        instanceof Json.Arr(var items))) {
      return Optional.empty();
    }
    var providers = new ArrayList<ProviderFacts>();
    for (Json item : items) {
      Map<String, Json> one = members(item);
      providers.add(
          new ProviderFacts(text(one, "id"), text(one, "type"), text(one, "breaker"), quota(one)));
    }
    return Optional.of(providers);
  }

  private static Quota quota(Map<String, Json> provider) {
    Map<String, Json> quota = members(provider.getOrDefault("quota", Json.NULL));
    Optional<Duration> age =
        quota.get("ageSeconds") instanceof Json.Num(var seconds)
            ? Optional.of(Duration.ofSeconds(seconds.longValue()))
            : Optional.empty();
    String state = text(quota, "state");
    return state.isEmpty() ? Quota.UNKNOWN : new Quota(state, age);
  }

  /** Which policy refused the call; empty for none. */
  public String denier() {
    return text(members, "denied");
  }

  /** Where the policies before that one had sent the call. */
  Optional<Verdict.Route> routedBefore(String policy) {
    for (Json opinion : items(members, "said")) {
      Map<String, Json> said = members(opinion);
      if (text(said, "policy").compareTo(policy) >= 0) {
        break;
      }
      for (Json verdict : said.containsKey("mode") ? List.<Json>of() : items(said, "verdicts")) {
        if (members(verdict).get("route") instanceof Json.Obj(var to)) {
          return Optional.of(
              new Verdict.Route(text(to, "provider"), text(to, "model"), List.of(), ""));
        }
      }
    }
    return Optional.empty();
  }
}
