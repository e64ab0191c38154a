package tollgate.runtime.ledger;

import java.time.Instant;
import java.util.Map;
import tollgate.api.call.DialectId;
import tollgate.api.call.Identity;
import tollgate.api.call.ToolResults;
import tollgate.api.usage.Money;

/**
 * Everything known of a call before it is sent: what the pending row says.
 *
 * @param id the call's id
 * @param arrivedAt when the request's head was complete; also decides to which day and which window
 *     of a cap the call belongs, whenever it ends
 * @param origin how the call reached the ledger, {@link #GATEWAY} for those through the listener
 * @param who who asks
 * @param what what is asked
 * @param groups what else the call counts with
 * @param decided what became of the question
 * @param queueNanos time between arrival and the ledger's door: identifying, judging, waiting for
 *     room
 */
public record CallOpening(
    CallId id,
    Instant arrivedAt,
    String origin,
    Who who,
    What what,
    Groups groups,
    Decided decided,
    long queueNanos) {

  /** The origin of calls that came through the listener. */
  public static final String GATEWAY = "gateway";

  /** The same call, let in with this hold after it had waited so long for room. */
  CallOpening let(Money hold, long waitedNanos) {
    return new CallOpening(
        id, arrivedAt, origin, who, what, groups, decided.with(hold), queueNanos + waitedNanos);
  }

  /**
   * What a call counts with beside what it says of itself.
   *
   * @param root the session in which it all began; empty for none
   * @param lineage the agents from the first one to the one that asks, as {@link
   *     tollgate.runtime.budget.Axes#LINEAGE} has them; empty for none
   * @param tags the labels that policies gave it
   */
  public record Groups(String root, String lineage, Map<String, String> tags) {

    /** Nothing. */
    public static final Groups NONE = new Groups("", "", Map.of());

    /** Groups never change. */
    public Groups {
      tags = Map.copyOf(tags);
    }
  }

  /**
   * Who asks.
   *
   * @param identity tool, instance, session and agent
   * @param keyId the managed key's id, empty where none was needed
   * @param keyName the name the operator gave it
   * @param peer the client's address
   * @param userAgent the client's User-Agent
   */
  public record Who(
      Identity identity, String keyId, String keyName, String peer, String userAgent) {}

  /**
   * What is asked.
   *
   * @param dialect the wire language
   * @param method the HTTP method
   * @param path the path without the query
   * @param requestedModel the model as the client named it
   * @param streamed whether the client asked for events
   * @param toolResults what tools have answered the agent so far
   */
  public record What(
      DialectId dialect,
      String method,
      String path,
      String requestedModel,
      boolean streamed,
      ToolResults toolResults) {}

  /**
   * What became of the question.
   *
   * @param provider where the call is routed, empty when it never got that far
   * @param routedModel the model asked of the provider, empty when it never got that far
   * @param policyGeneration the policies that judged
   * @param priceVersion the price book the call is pinned to
   * @param decision the facts that were read or stand in no column, and the verdicts, as compact
   *     JSON; empty for none
   * @param hold what the call may cost until its usage is known
   */
  public record Decided(
      String provider,
      String routedModel,
      String policyGeneration,
      String priceVersion,
      String decision,
      Money hold) {

    /** Nothing was decided: the call was turned away at the door. */
    public static final Decided NOTHING = new Decided("", "", "", "", "", Money.ZERO);

    Decided with(Money other) {
      return new Decided(provider, routedModel, policyGeneration, priceVersion, decision, other);
    }
  }
}
