package tollgate.runtime.event;

import static tollgate.runtime.event.Level.DEBUG;
import static tollgate.runtime.event.Level.ERROR;
import static tollgate.runtime.event.Level.INFO;
import static tollgate.runtime.event.Level.WARN;

/** Who calls, who administers, and at which door. */
public enum AccessEvent implements Event {
  PROXY_AUTH_REJECTED(
      "proxy.auth.rejected", INFO, "A client's key was not accepted.", "path code key client_ip"),
  PROXY_API_KEY_TOUCH_FAILED(
      "proxy_api_key.touch_failed", WARN, "A key's last use could not be noted.", "key"),
  BUDGET_EXHAUSTED("budget.exhausted", INFO, "A cap had no room for a call.", "cap values"),
  BUDGET_CONTENDED(
      "budget.contended",
      INFO,
      "A call waited in vain for running ones to leave it room under a cap.",
      "cap values"),
  BUDGET_CLAMPED(
      "budget.clamped",
      INFO,
      "A call was asked for a shorter answer, for a cap leaves no more.",
      "call max_tokens"),
  BUDGET_USED(
      "budget.used",
      WARN,
      "Four fifths of a cap are spent, or all of it. Once each in a window.",
      "cap values percent unit spent limit resets_at"),
  BUDGET_REFUSED(
      "budget.refused",
      WARN,
      "A cap that is spent turns calls away. Once until it has room again.",
      "cap values unit spent limit resets_at"),
  BUDGET_REACHED(
      "budget.reached", WARN, "A running answer was ended, for a cap is reached.", "cap limit"),
  POLICY_REFUSED(
      "policy.refused",
      ERROR,
      "A policy's file cannot be used; the policies before it stay in force.",
      "file line column excerpt reason"),
  POLICY_LAST_GOOD(
      "policy.last_good",
      WARN,
      "The start goes on with the policies that were in force last: one in the folder cannot be"
          + " used.",
      "policies"),
  POLICY_QUARANTINED(
      "policy.quarantined",
      ERROR,
      "A policy was cut off again and again and is not run any more until it is released.",
      "policy reason times calls"),
  POLICY_VERSION_LOST(
      "policy.version_lost",
      WARN,
      "The text of a policy could not be kept for a later roll-back; it holds all the same.",
      "err"),
  POLICY_WARNING(
      "policy.warning", WARN, "A policy warns about a call.", "tool session key message"),
  KEY_CREATED("key.created", INFO, "A gateway key was made.", "key name by"),
  KEY_CHANGED(
      "key.changed", INFO, "A gateway key has other terms or another secret.", "key name by"),
  KEY_REVOKED("key.revoked", INFO, "A gateway key was revoked.", "key name by"),
  KEY_NONE_USABLE(
      "key.none_usable",
      WARN,
      "Keys are required and none can be used, so every call is refused; tollgate keys create makes"
          + " one.",
      "address"),
  ADMIN_ACTION(
      "admin.action",
      INFO,
      "Somebody changed something.",
      "method path status principal client_ip"),
  ADMIN_REJECTED(
      "admin.rejected",
      WARN,
      "A request to the admin API was not accepted.",
      "method path code client_ip"),
  ACCESS_CHANGED(
      "access.changed", INFO, "Who may administer is otherwise now.", "action subject by"),
  LOGIN_REFUSED(
      "login.refused", WARN, "Somebody tried to log in and could not.", "user code client_ip"),
  ADMIN_TOKEN_CREATED(
      "admin.token_created",
      INFO,
      "The administrator's token was made; it is in this file.",
      "path"),
  LISTENER_OPENED("listener.opened", INFO, "An address is listened at.", "address"),
  LISTENER_REFUSED(
      "listener.refused",
      DEBUG,
      "A request was refused before it became a call.",
      "method path status code reason client_ip"),
  LISTENER_CERTIFICATE(
      "listener.certificate",
      INFO,
      "Encrypted connections are served with this certificate from now on.",
      "path subject until sha256"),
  LISTENER_CERTIFICATE_REFUSED(
      "listener.certificate_refused",
      ERROR,
      "The certificate or its key cannot be used; the one before stays in use.",
      "what where fix"),
  LISTENER_SLOW_CLIENT(
      "listener.slow_client",
      WARN,
      "A connection was ended: its client took too long to say what it wants.",
      "part client_ip limit_ms"),
  LISTENER_CROWDED(
      "listener.crowded",
      WARN,
      "A connection was ended at once: its address has as many as it may.",
      "client_ip"),
  LISTENER_ERROR("listener.error", ERROR, "The gateway failed on a request.", "method path id");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Entry entry;

  AccessEvent(String code, Level level, String meaning, String fields) {
    this.entry = new Entry(code, level, meaning, fields);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
