package tollgate.runtime.problem;

import static tollgate.api.call.RefusalKind.UPSTREAM_INVALID;
import static tollgate.api.call.RefusalKind.UPSTREAM_TIMEOUT;
import static tollgate.api.call.RefusalKind.UPSTREAM_UNAVAILABLE;
import static tollgate.runtime.problem.Source.UPSTREAM;

/** A provider that cannot be reached or answers badly. */
public enum UpstreamProblem implements Problem {
  UPSTREAM_UNREACHABLE(
      UPSTREAM.as(UPSTREAM_UNAVAILABLE),
      "The provider \"{0}\" cannot be reached: {1}.",
      "Check that it runs and that its address in the settings is right."),
  UPSTREAM_BREAKER_OPEN(
      UPSTREAM.as(UPSTREAM_UNAVAILABLE),
      "The provider \"{0}\" failed {1} times in a row and is left alone for a while.",
      "Try again in {2} seconds."),
  UPSTREAM_CONNECT_TIMEOUT(
      UPSTREAM.as(UPSTREAM_TIMEOUT),
      "The provider \"{0}\" did not accept a connection within {1} ms.",
      "Check the network between gateway and provider."),
  UPSTREAM_HEAD_TIMEOUT(
      UPSTREAM.as(UPSTREAM_TIMEOUT),
      "The provider \"{0}\" sent no reply within {1} ms.",
      "Try again, or raise upstream.head-timeout."),
  UPSTREAM_FIRST_BYTE_TIMEOUT(
      UPSTREAM.as(UPSTREAM_TIMEOUT),
      "The provider \"{0}\" began a stream and sent nothing for {1} ms.",
      "Try again, or raise upstream.first-byte-timeout."),
  UPSTREAM_IDLE_TIMEOUT(
      UPSTREAM.as(UPSTREAM_TIMEOUT),
      "The provider \"{0}\" fell silent in the midst of a reply for {1} ms.",
      "Try again, or raise upstream.idle-timeout."),
  UPSTREAM_TOTAL_TIMEOUT(
      UPSTREAM.as(UPSTREAM_TIMEOUT),
      "The call to the provider \"{0}\" took longer than {1} ms.",
      "Ask for less, or raise upstream.total-timeout."),
  UPSTREAM_BROKE(
      UPSTREAM.as(UPSTREAM_INVALID),
      "The provider \"{0}\" broke off its reply: {1}.",
      "Try again."),
  UPSTREAM_WRONG_CONTENT_TYPE(
      UPSTREAM.as(UPSTREAM_INVALID),
      "The provider \"{0}\" answered with \"{1}\" where {2} was expected.",
      "Check that the provider's address in the settings is that of its API."),
  UPSTREAM_NO_LIST(
      UPSTREAM.as(UPSTREAM_INVALID),
      "No list of models came from {0}: {1}.",
      "Check the addresses in the settings; models.missing in the log tells of each provider why."),
  UPSTREAM_ERROR(
      UPSTREAM.as(UPSTREAM_INVALID),
      "The provider \"{0}\" answered with status {1}.",
      "The provider's own words stand in its reply.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Wording wording;

  UpstreamProblem(Source.Fault fault, String sentence, String remedy) {
    this.wording = new Wording(fault, sentence, remedy);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
