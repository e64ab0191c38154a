package tollgate.runtime.event;

import static tollgate.runtime.event.Level.ERROR;
import static tollgate.runtime.event.Level.INFO;
import static tollgate.runtime.event.Level.WARN;

/** Providers, their accounts and quotas. */
public enum ProviderEvent implements Event {
  UPSTREAM_ERROR(
      "upstream.error",
      WARN,
      "An attempt at a provider failed.",
      "code status provider retryable cause attempt max_retries retrying next_delay_ms"),
  UPSTREAM_PASSTHROUGH_SHORT_CIRCUIT(
      "upstream.passthrough_short_circuit",
      INFO,
      "A provider that is a gateway itself reported an open breaker; it is not counted as a"
          + " failure.",
      "provider attempt"),
  UPSTREAM_FALLBACK(
      "upstream.fallback",
      INFO,
      "A call moved on to another account or provider before a byte of a reply had reached its"
          + " client; status is 0 where none came.",
      "provider account status reason to_provider to_account"),
  UPSTREAM_FALLBACK_PASSED_OVER(
      "upstream.fallback_passed_over",
      INFO,
      "A provider that stands in for others could not for this call.",
      "provider code reason"),
  UPSTREAM_ACCOUNT_RESTS(
      "upstream.account_rests",
      INFO,
      "An account turned a call down; where another can be asked, it is left alone for a while."
          + " Names the model where only that one is meant.",
      "provider account model reason rest_ms"),
  UPSTREAM_CREDENTIAL_REFUSED(
      "upstream.credential_refused",
      ERROR,
      "A provider does not accept the gateway's credential. Where another can be asked, it is left"
          + " alone for a while; somebody has to look at it.",
      "provider account model reason rest_ms"),
  MODELS_MISSING(
      "models.missing",
      WARN,
      "A list of models lacks those of a provider, which gave none.",
      "provider code reason"),
  UPSTREAM_BREAKER_OPEN(
      "upstream.breaker_open",
      WARN,
      "A provider failed too often in a row and is left alone for a while.",
      "provider failures retry_after_seconds"),
  UPSTREAM_BREAKER_REJECT(
      "upstream.breaker_reject",
      INFO,
      "A call was not tried because its provider's breaker is open.",
      "provider retry_after_seconds"),
  UPSTREAM_BREAKER_RESET(
      "upstream.breaker_reset",
      INFO,
      "A provider's breaker is closed again, by a successful probe or by the operator.",
      "provider by"),
  UPSTREAM_CANCEL_FAILED(
      "upstream.cancel_failed",
      WARN,
      "An upstream exchange could not be cancelled cleanly.",
      "provider reason"),
  QUOTA_REFRESH_SKIPPED(
      "quota.refresh_skipped",
      INFO,
      "No plugin lists upstream accounts, so nobody is asked what is left of their quotas. Told"
          + " once.",
      "reason"),
  QUOTA_UNREADABLE(
      "quota.unreadable",
      WARN,
      "Upstream accounts could not be listed, or one could not be asked; the last answer stays.",
      "source reason"),
  INTAKE_GAP(
      "intake.gap",
      WARN,
      "What a source tells of upstream accounts, or one of them, could not be read for a while;"
          + " they may have spent more than is known.",
      "source from to reason");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Entry entry;

  ProviderEvent(String code, Level level, String meaning, String fields) {
    this.entry = new Entry(code, level, meaning, fields);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
