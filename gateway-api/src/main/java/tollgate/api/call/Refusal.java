package tollgate.api.call;

import java.time.Duration;

/**
 * A call turned away, before or instead of the upstream's answer. The dialect gives it its shape,
 * the tool its manner.
 *
 * @param kind why
 * @param code the problem's stable dotted code, for example {@code key.revoked}
 * @param sentence what happened, for the person at the tool
 * @param remedy what to do about it, as an instruction; empty when there is nothing
 * @param retryAfter how long to wait; zero when waiting does not help
 * @param callId the call this refuses, so that a person can ask about it
 * @since 1.0
 */
public record Refusal(
    RefusalKind kind,
    String code,
    String sentence,
    String remedy,
    Duration retryAfter,
    String callId) {

  /** Sentence and remedy as one text: what most tools show their user. */
  public String message() {
    return remedy.isEmpty() ? sentence : sentence + " " + remedy;
  }
}
