package tollgate.runtime.replay;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import tollgate.api.call.DialectId;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.ToolResults;
import tollgate.api.usage.Usage;
import tollgate.runtime.ledger.CostStatus;
import tollgate.runtime.ledger.State;
import tollgate.runtime.policy.PastCall;

/**
 * A row of the ledger.
 *
 * @param id its number
 * @param call its call's id
 * @param arrivedAt milliseconds
 * @param endedAt the same; {@link Long#MAX_VALUE} while it runs
 * @param keyId the managed key
 * @param keyName its name then
 * @param snapshot the record of the decision; empty where there is none
 */
record PastRow(
    long id,
    String call,
    State state,
    long arrivedAt,
    long endedAt,
    Identity identity,
    String keyId,
    String keyName,
    Request request,
    Served served,
    Paid paid,
    String snapshot) {

  /** What was asked. */
  record Request(
      DialectId dialect,
      String method,
      String path,
      boolean streamed,
      ToolResults results,
      String model) {}

  /** Who answered; {@code model} is the one it is counted under. */
  record Served(String provider, String account, String routedModel, String model) {}

  /**
   * What it used and cost.
   *
   * @param cost 0 where it is not known
   * @param charges how the cost comes about, as {@link tollgate.runtime.price.Cost#parse} reads it
   */
  record Paid(CostStatus status, long cost, long hold, Usage usage, String charges) {

    /** The cost, as counters count it. */
    Range counted() {
      return switch (status) {
        case OK, NONE -> Range.of(cost);
        case UNPRICED -> Range.ZERO;
        case ESTIMATED -> new Range(0, Math.max(cost, hold));
        case OPEN -> new Range(0, hold);
      };
    }

    /** Whether a price is known, where that shows. */
    Optional<Boolean> priced() {
      return switch (status) {
        case OK -> Optional.of(true);
        case UNPRICED -> Optional.of(false);
        case ESTIMATED, NONE, OPEN -> Optional.empty();
      };
    }

    /** The cost, as somebody has to pay it. */
    Range owed() {
      return status == CostStatus.UNPRICED ? Range.ANY : counted();
    }
  }

  boolean wasRefused() {
    return state == State.REFUSED;
  }

  /** Whether the answer came whole. */
  boolean wentWell() {
    return state != State.FAILED && state != State.ABORTED;
  }

  Instant arrival() {
    return Instant.ofEpochMilli(arrivedAt);
  }

  Axes axes() {
    return new Axes(
        identity.tool(),
        identity.instance(),
        identity.session(),
        identity.agent(),
        identity.parentAgent(),
        keyId,
        served.provider,
        served.account,
        served.model);
  }

  PastCall.Row told(ZoneId zone) {
    return new PastCall.Row(
        identity,
        keyName,
        RequestFacts.of(request.dialect)
            .model(request.model)
            .streaming(request.streamed)
            .toolResults(request.results),
        request.method,
        request.path,
        arrival().atZone(zone),
        paid.priced());
  }

  /** The model that was asked of the provider. */
  Optional<String> routedModel() {
    return Optional.of(served.routedModel).filter(model -> !model.isEmpty());
  }
}
