package tollgate.runtime.problem;

import static tollgate.api.call.RefusalKind.BAD_REQUEST;
import static tollgate.api.call.RefusalKind.FORBIDDEN;
import static tollgate.api.call.RefusalKind.INTERNAL;
import static tollgate.api.call.RefusalKind.NOT_FOUND;
import static tollgate.api.call.RefusalKind.RATE_LIMITED;
import static tollgate.api.call.RefusalKind.UNAUTHENTICATED;
import static tollgate.api.call.RefusalKind.UPSTREAM_UNAVAILABLE;
import static tollgate.runtime.problem.Source.CLIENT;
import static tollgate.runtime.problem.Source.GATEWAY;
import static tollgate.runtime.problem.Source.POLICY;

/** A key, a login or a right that is missing, wrong or over. */
public enum AccessProblem implements Problem {
  KEY_MISSING(
      POLICY.as(UNAUTHENTICATED),
      "This gateway needs a key and the request carries none.",
      "Send a gateway key as Authorization: Bearer, x-api-key or x-goog-api-key."),
  KEY_UNKNOWN(
      POLICY.as(UNAUTHENTICATED),
      "The key in the request is not one of this gateway's.",
      "Check the key, or ask the operator for one."),
  KEY_REVOKED(
      POLICY.as(UNAUTHENTICATED),
      "The key \"{0}\" is revoked.",
      "Ask the operator for another key."),
  KEY_OVER(
      CLIENT.as(BAD_REQUEST),
      "The key \"{0}\" is revoked and cannot be changed.",
      "Make a new one."),
  KEY_REPLACED(
      POLICY.as(UNAUTHENTICATED),
      "The key \"{0}\" was replaced by a new one; this one is refused since {1}.",
      "Use the new one, or ask the operator for it."),
  KEY_TAKEN(
      CLIENT.as(BAD_REQUEST),
      "There is a key with the hash {0} already.",
      "List the keys at /admin/keys."),
  KEY_EXPIRED(
      POLICY.as(UNAUTHENTICATED),
      "The key \"{0}\" expired at {1}.",
      "Ask the operator for another key."),
  KEY_BAD_TERMS(CLIENT.as(BAD_REQUEST), "The key cannot be made: {0}.", "{1}"),
  KEY_NOT_THERE(
      CLIENT.as(NOT_FOUND),
      "There is no key with the id \"{0}\".",
      "List the keys with their ids: tollgate keys list, or GET /admin/keys."),
  KEY_PROVIDER_NOT_ALLOWED(
      POLICY.as(FORBIDDEN),
      "The key \"{0}\" may not use the provider \"{1}\".",
      "Use one of: {2}."),
  KEY_ACCOUNT_NOT_ALLOWED(
      POLICY.as(FORBIDDEN),
      "The key \"{0}\" may use none of the accounts with the provider \"{1}\".",
      "It may use the accounts: {2}."),
  KEY_MODEL_NOT_ALLOWED(
      POLICY.as(FORBIDDEN), "The key \"{0}\" may not use the model \"{1}\".", "Use one of: {2}."),
  ADMIN_NOT_RUNNING(
      GATEWAY.as(INTERNAL),
      "No gateway runs with these settings, and only a running one could do this.",
      "Start it: tollgate run. Or name the one you mean by --data-dir or --config."),
  ADMIN_TOO_MANY_READERS(
      GATEWAY.as(UPSTREAM_UNAVAILABLE),
      "{0} programs read /admin/events already.",
      "End one of them, and try again."),
  ADMIN_NOT_LOCAL(
      POLICY.as(FORBIDDEN),
      "Administration is open to this machine only.",
      "Ask from the machine the gateway runs on."),
  ADMIN_TOKEN_MISSING(
      POLICY.as(FORBIDDEN),
      "This takes an administrator's token, or somebody who is logged in.",
      "Send the token as x-admin-token or Authorization: Bearer; the first one is in the file"
          + " {0}."),
  ADMIN_TOKEN_WRONG(
      POLICY.as(FORBIDDEN),
      "The administrator's token in the request is none that is good.",
      "The first one is in the file {0}; list the others with tollgate tokens list."),
  ADMIN_ROLE_LACKING(
      POLICY.as(FORBIDDEN), "The {0} may see everything and change nothing.", "Ask an admin."),
  ADMIN_CSRF_MISSING(
      POLICY.as(FORBIDDEN),
      "A change by somebody who is logged in needs the field x-csrf.",
      "Send x-csrf: 1."),
  LOGIN_NOT_CONFIGURED(
      POLICY.as(FORBIDDEN), "There is nobody who could log in.", "Add one: tollgate users add."),
  LOGIN_REFUSED(
      POLICY.as(UNAUTHENTICATED),
      "The name or the password is wrong.",
      "Try again, or have an admin set another password: tollgate users passwd."),
  RATE_EXCEEDED(POLICY.as(RATE_LIMITED), "Too many requests came from there.", "Wait {0} seconds."),
  ACCESS_BAD_TERMS(CLIENT.as(BAD_REQUEST), "The {0} cannot be taken so: {1}.", "{2}"),
  ACCESS_NOT_THERE(CLIENT.as(NOT_FOUND), "There is no {0} \"{1}\".", "List them at {2}."),
  ADMIN_HOST_REFUSED(
      POLICY.as(FORBIDDEN),
      "The Host header \"{0}\" is not a name of this gateway.",
      "Use the address the gateway listens at, or add the name to admin.allowed-hosts."),
  ADMIN_ORIGIN_REFUSED(
      POLICY.as(FORBIDDEN),
      "Requests from pages of \"{0}\" are not accepted.",
      "Open the gateway's own pages."),
  ADMIN_UNREACHABLE(
      GATEWAY.as(INTERNAL), "A gateway runs on this data, but it cannot be asked: {0}.", "{1}");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Wording wording;

  AccessProblem(Source.Fault fault, String sentence, String remedy) {
    this.wording = new Wording(fault, sentence, remedy);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
