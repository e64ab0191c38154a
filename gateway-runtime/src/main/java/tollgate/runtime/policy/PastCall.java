package tollgate.runtime.policy;

import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;

/**
 * A call of the past, as a policy can be asked about it once more.
 *
 * @param facts what is known of it; what stands in {@code unknown} is not
 * @param unknown the facts that nobody knows any more, by their paths
 * @param routed where an earlier policy had sent it
 */
public record PastCall(PolicyFacts facts, Set<String> unknown, Optional<Verdict.Route> routed) {

  /** What is known never changes. */
  public PastCall {
    unknown = Set.copyOf(unknown);
  }

  /**
   * What a row tells of its call.
   *
   * @param request as far as columns tell it
   * @param priced whether its model had a price, where that is known
   */
  public record Row(
      Identity identity,
      String key,
      RequestFacts.Builder request,
      String method,
      String path,
      ZonedDateTime time,
      Optional<Boolean> priced) {}

  /**
   * What a policy says of a call of the past.
   *
   * @param verdicts its answer
   * @param failure why it answered nothing; empty when it did
   * @param read the facts it read, by their paths
   * @param sought the facts it asked for that nobody knows
   */
  public record Answer(
      List<Verdict> verdicts, String failure, Set<String> read, Set<String> sought) {

    /** What was said never changes. */
    public Answer {
      verdicts = List.copyOf(verdicts);
      read = Set.copyOf(read);
      sought = Set.copyOf(sought);
    }
  }

  /**
   * The call of a row.
   *
   * @param decided the record of the decision; empty where it is gone
   * @param policy the policy that is to be asked
   */
  public static PastCall of(Row row, Optional<PastDecision> decided, String policy) {
    Map<String, Json> kept = decided.flatMap(PastDecision::kept).orElse(Map.of());
    List<Surroundings.ProviderFacts> providers =
        decided.flatMap(PastDecision::providers).orElse(List.of());
    var facts =
        new PolicyFacts(
            row.identity,
            row.key,
            KeptFacts.tags(kept),
            KeptFacts.request(row.request, kept),
            row.method,
            row.path,
            KeptFacts.number(kept, "bodyBytes"),
            KeptFacts.number(kept, "inputTokens"),
            row.time,
            new Surroundings.Of(
                Map.of(), Surroundings.SessionFacts.NEW, row.priced.orElse(true), providers));
    var unknown = new HashSet<String>();
    if (decided.flatMap(PastDecision::kept).isEmpty()) {
      unknown.addAll(KeptFacts.PATHS);
    }
    if (decided.isEmpty()) {
      unknown.add("route");
    }
    if (decided.flatMap(PastDecision::providers).isEmpty()) {
      unknown.add("providers");
    }
    if (row.priced.isEmpty()) {
      unknown.add("priced");
    }
    return new PastCall(facts, unknown, decided.flatMap(one -> one.routedBefore(policy)));
  }

  /**
   * The same call, with these things spent before it.
   *
   * @param spent asked when a policy asks
   * @param session the same
   */
  public PastCall amid(
      Function<Spending, Money> spent, Supplier<Surroundings.SessionFacts> session) {
    var around =
        new PastSurroundings(spent, session, facts.around().priced(), facts.around().providers());
    return new PastCall(facts.amid(around), unknown, routed);
  }
}
