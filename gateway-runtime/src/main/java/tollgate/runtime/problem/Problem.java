package tollgate.runtime.problem;

import static tollgate.api.call.RefusalKind.BAD_REQUEST;
import static tollgate.api.call.RefusalKind.BUDGET;
import static tollgate.api.call.RefusalKind.FORBIDDEN;
import static tollgate.api.call.RefusalKind.INTERNAL;
import static tollgate.api.call.RefusalKind.NOT_FOUND;
import static tollgate.api.call.RefusalKind.RATE_LIMITED;
import static tollgate.api.call.RefusalKind.TOO_LARGE;
import static tollgate.api.call.RefusalKind.UNAUTHENTICATED;
import static tollgate.api.call.RefusalKind.UNSUPPORTED_MEDIA;
import static tollgate.api.call.RefusalKind.UPGRADE_REFUSED;
import static tollgate.api.call.RefusalKind.UPSTREAM_INVALID;
import static tollgate.api.call.RefusalKind.UPSTREAM_TIMEOUT;
import static tollgate.api.call.RefusalKind.UPSTREAM_UNAVAILABLE;
import static tollgate.runtime.problem.Source.CLIENT;
import static tollgate.runtime.problem.Source.GATEWAY;
import static tollgate.runtime.problem.Source.OPERATOR;
import static tollgate.runtime.problem.Source.POLICY;
import static tollgate.runtime.problem.Source.UPSTREAM;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tollgate.api.call.RefusalKind;

/**
 * Every problem there is: whose doing it is, its kind (which gives the HTTP status), what to say
 * and what to do. Its code, its name with a dot behind the first word, never changes; {@code {0}} …
 * in the sentences stands for a value given to {@link #report}.
 */
public enum Problem {
  // -- a client's request
  REQUEST_BAD_JSON(
      CLIENT.as(BAD_REQUEST),
      "The request body is not valid JSON: {0} at byte {1}.",
      "Send a complete JSON document in UTF-8."),
  REQUEST_MALFORMED(
      CLIENT.as(BAD_REQUEST),
      "The request cannot be read: {0}",
      "Correct the field {1} and send the request again."),
  REQUEST_BAD_HTTP(
      CLIENT.as(BAD_REQUEST),
      "The request is not valid HTTP: {0}.",
      "Check the address and the program that sends it."),
  REQUEST_HEAD_TOO_LARGE(
      CLIENT.as(TOO_LARGE),
      "The request line and header fields are longer than {0} bytes or more than {1} fields.",
      "Send fewer and shorter header fields."),
  REQUEST_HTTP_VERSION(
      CLIENT.as(BAD_REQUEST),
      "The request is in a version of HTTP that is not spoken here.",
      "Use HTTP/1.1, or HTTP/2 with prior knowledge."),
  REQUEST_MODEL_MISSING(
      CLIENT.as(BAD_REQUEST),
      "The request names no model.",
      "Set the field \"model\" to the model you want."),
  REQUEST_TRUNCATED(
      CLIENT.as(BAD_REQUEST),
      "The request body ended after {0} bytes, before its announced end.",
      "Send the whole body."),
  REQUEST_TOO_LARGE(
      CLIENT.as(TOO_LARGE),
      "The request body is longer than {0} bytes.",
      "Send less, or ask the operator to raise limits.max-request-body-bytes."),
  REQUEST_UNSUPPORTED_CODING(
      CLIENT.as(UNSUPPORTED_MEDIA),
      "The request body is encoded as \"{0}\", which the gateway cannot meter.",
      "Send it as identity, gzip or deflate."),
  REQUEST_BAD_CODING(
      CLIENT.as(BAD_REQUEST),
      "The request body is not valid \"{0}\" data, or ends too early.",
      "Send it complete and encoded as content-encoding says, or without any encoding."),
  REQUEST_UNSUPPORTED_MEDIA(
      CLIENT.as(UNSUPPORTED_MEDIA),
      "The request body is \"{0}\"; this path takes application/json.",
      "Send content-type: application/json."),
  REQUEST_UNKNOWN_PATH(
      CLIENT.as(NOT_FOUND),
      "There is nothing at {0} {1}.",
      "The model API is at /v1/*, /v1beta/* and /api/*."),
  REQUEST_BAD_PARAMETER(
      CLIENT.as(BAD_REQUEST),
      "The parameter {0} has the value \"{1}\", which is not {2}.",
      "Correct the parameter."),
  REQUEST_MISSING_PARAMETER(
      CLIENT.as(BAD_REQUEST), "The parameter {0} is missing.", "Give {0}: {1}."),
  REQUEST_UPGRADE_REFUSED(
      CLIENT.as(UPGRADE_REFUSED),
      "The WebSocket is refused: {0}.",
      "Send the request as an HTTP POST."),
  REQUEST_OTHER_PROVIDER(
      CLIENT.as(BAD_REQUEST),
      "The model \"{0}\" is served by the provider \"{1}\", and this WebSocket leads to \"{2}\".",
      "Send the request as an HTTP POST, or name the provider in x-provider when you connect."),
  REQUEST_PROVIDER_UNKNOWN(
      CLIENT.as(NOT_FOUND), "There is no provider \"{0}\".", "Name one of: {1}."),
  REQUEST_OTHER_DIALECT(
      CLIENT.as(BAD_REQUEST),
      "The provider \"{0}\" does not speak {1}; it speaks {2}. Translation is not offered.",
      "Ask it in a language it speaks, or name a provider that speaks this one: {3}."),
  REQUEST_MODEL_NOT_SERVED(
      CLIENT.as(NOT_FOUND),
      "The provider \"{0}\" does not serve the model \"{1}\".",
      "Its settings name: {2}."),
  REQUEST_PROVIDER_PATH(
      CLIENT.as(NOT_FOUND),
      "The provider \"{0}\" does not serve {1}.",
      "It serves {2}. Choose another, or have the administrator add the path to its paths."),
  REQUEST_NO_PROVIDER(
      CLIENT.as(NOT_FOUND),
      "No configured provider speaks {0} for the model \"{1}\".",
      "Ask the operator to add a provider for it."),

  // -- keys and administration
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
      GATEWAY.as(INTERNAL), "A gateway runs on this data, but it cannot be asked: {0}.", "{1}"),
  BREAKER_UNKNOWN(
      CLIENT.as(NOT_FOUND),
      "There is no breaker of \"{0}\".",
      "List them at /admin/breakers; a provider has one from its first call on."),
  POLICY_DENIED(POLICY.as(FORBIDDEN), "{0}", "{1}"),
  POLICY_BUDGET(POLICY.as(BUDGET), "{0}", "{1}"),
  POLICY_FAILED(
      POLICY.as(FORBIDDEN),
      "The policy \"{0}\" failed, and no call is let through without it: {1}.",
      "Ask the operator to mend it, or to export onError = \"open\" in it."),
  POLICY_NOT_THERE(
      CLIENT.as(NOT_FOUND),
      "There is no policy \"{0}\".",
      "List them at /admin/policies; a name is that of the file without .js, in small letters."),
  POLICY_NO_VERSION(
      CLIENT.as(NOT_FOUND),
      "The policy \"{0}\" has no version {1}.",
      "List them at /admin/policies/{0}/versions; the newest twenty are kept."),
  POLICY_UNUSABLE(
      CLIENT.as(BAD_REQUEST),
      "The policy cannot be used: {0}.",
      "Correct it; docs/guide/policies.md explains what policies see and say."),
  POLICY_UNDOABLE(
      POLICY.as(FORBIDDEN),
      "The operator's policy wants {0}, which cannot be done: {1}.",
      "Ask the operator to correct the policy."),
  POLICY_BROKEN(
      POLICY.as(FORBIDDEN),
      "The policies cannot be read, and no call is let through without them: {0}.",
      "Ask the operator to correct the file or to switch it off."),
  REPLAY_TOO_LONG(
      CLIENT.as(BAD_REQUEST),
      "A replay of that time would read {0} calls, and {1} are the most.",
      "Choose a later beginning."),
  REPLAY_BUSY(
      CLIENT.as(RATE_LIMITED),
      "A replay is running already.",
      "Wait for its end; /admin/events tells how far it is."),
  BUDGET_EXHAUSTED(POLICY.as(BUDGET), "The cap \"{0}\" has no room: {1}.", "{2}"),
  BUDGET_RATE(POLICY.as(RATE_LIMITED), "The limit \"{0}\" is reached: {1}.", "Wait {2}."),
  BUDGET_CONTENDED(POLICY.as(RATE_LIMITED), "Running calls fill the cap \"{0}\": {1}.", "{2}"),
  BUDGET_UNPRICED(POLICY.as(BUDGET), "The cap \"{0}\" limits money, and {1}.", "{2}"),
  BUDGET_REACHED(POLICY.as(BUDGET), "The answer ends here: the cap \"{0}\" is reached.", "{1}"),
  CALL_STOPPED(POLICY.as(FORBIDDEN), "The operator stopped this call.", "Ask the operator why."),
  CALL_UNKNOWN(
      CLIENT.as(NOT_FOUND),
      "There is no call {0}.",
      "List running calls at /admin/calls and finished ones at /admin/logs."),
  SESSION_UNKNOWN(
      CLIENT.as(NOT_FOUND),
      "There is no session {0}.",
      "List sessions at /admin/sessions; an id is tool/session, percent-encoded."),
  PRICE_NOTHING_HELD(
      CLIENT.as(NOT_FOUND),
      "No price sheet of \"{0}\" waits to be looked at.",
      "See /admin/pricing for the sources and what is held of them."),
  PRICE_NOT_SET(
      CLIENT.as(NOT_FOUND),
      "Nothing is set for {0} that could be withdrawn.",
      "See what is set at /admin/pricing/overrides and /admin/pricing/aliases."),
  PRICE_BAD_TERMS(
      CLIENT.as(BAD_REQUEST),
      "{0} cannot be changed: {1}.",
      "Correct all of it and send it again; docs/guide/prices.md has examples."),
  // -- upstream
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
      "The provider's own words stand in its reply."),

  // -- settings and files
  CONFIG_UNREADABLE("The settings file cannot be read: {0}", "Check the path and its permissions."),
  CONFIG_SYNTAX(
      OPERATOR.as(BAD_REQUEST), "The settings file is not valid: {0}", "Correct the line."),
  CONFIG_UNKNOWN_SETTING("Unknown setting \"{0}\".", "{1}All settings: docs/reference/settings.md"),
  CONFIG_BAD_VALUE(
      "The setting \"{0}\" is \"{1}\", which is not {2}.", "Give {2}. The default is {3}."),
  CONFIG_CONFLICT("The settings contradict each other: {0}", "{1}"),
  CONFIG_REMOVED_SETTING("The setting \"{0}\" no longer exists.", "{1}"),
  CONFIG_PROVIDERS(
      "The providers document is not valid: {0}",
      "Correct it; docs/guide/providers.md explains every field."),
  PROVIDER_INVALID("The provider \"{0}\" cannot be used: {1}", "Correct its settings."),
  PROVIDER_TAKEN("There is a provider \"{0}\" already.", "Change it."),
  PROVIDER_ELSEWHERE(
      OPERATOR.as(FORBIDDEN),
      "The provider \"{0}\" comes from {1} and can be changed there only.",
      "Change it there, then: tollgate providers reload."),
  PROVIDER_NOT_KEPT(
      GATEWAY.as(INTERNAL),
      "Nothing was changed: {0} cannot be written ({1}).",
      "Look at the disk and at who may write to the folder."),
  LOG_UNWRITABLE("{0} cannot be written: {1}.", "Set another log.file."),
  CLI_USAGE("The command line cannot be understood: {0}", "{1}"),

  // -- plugins
  PLUGIN_UNREADABLE(
      "The plugin {0} cannot be read: {1}.", "Replace the file with a complete plugin jar."),
  PLUGIN_DESCRIPTOR(
      "The plugin {0} does not describe itself: {1}.",
      "Set Plugin-Id, Plugin-Version and Plugin-Requires in the jar's manifest and a module"
          + " descriptor."),
  PLUGIN_WRONG_API(
      "The plugin {0} needs the API {1}; this gateway has {2}.",
      "Install a version of the plugin built for this gateway."),
  PLUGIN_DUPLICATE("The plugin id {0} is in two jars: {1} and {2}.", "Remove one of them."),
  PLUGIN_REQUIRES(
      "The plugin {0} requires the module {1}, which a plugin may not use.",
      "Put the library into the plugin's own jar or do without it."),
  PLUGIN_MODULE_MISSING(
      "The plugin {0} requires the module {1}, which this Java runtime does not have.",
      "Run the gateway on a whole JDK, with --add-modules {1}."),
  PLUGIN_DEPENDENCY(
      "The plugin {0} needs the plugin {1}, which is {2}.",
      "Install a fitting version of {1}, or remove {0}."),
  PLUGIN_FAILED(
      "The plugin {0} failed while it was started: {1}.",
      "Read the log for the whole story, then mend or remove the plugin."),
  PLUGIN_CONFLICT(
      OPERATOR.as(BAD_REQUEST), "The plugins {0} and {1} both bring {2}.", "Remove one of them."),
  PLUGIN_FAULT(
      GATEWAY.as(INTERNAL),
      "The plugin {0} failed while it served this call.",
      "Tell the operator; the log has the details under this call's id."),

  // -- the store and the gateway itself
  STORE_CORRUPT(
      GATEWAY.as(INTERNAL),
      "The database {0} is damaged: {1}.",
      "It was left as it is. Restore a backup, or move the file away to begin a new one."),
  STORE_NEWER(
      GATEWAY.as(INTERNAL),
      "The database {0} was written by a newer Tollgate (schema {1}; this one knows {2}).",
      "It was left as it is. Install that version again, or restore a backup made before the"
          + " upgrade."),
  STORE_FOREIGN(
      GATEWAY.as(INTERNAL),
      "The file {0} is a database, but not one of Tollgate's.",
      "It was left as it is. Choose another path with store.path."),
  STORE_UNAVAILABLE(
      GATEWAY.as(UPSTREAM_UNAVAILABLE),
      "The call could not be recorded, so it was not made: {0}.",
      "Try again; if it goes on, the operator must look at the disk."),
  STORE_UNREADABLE(
      GATEWAY.as(INTERNAL),
      "The database could not be read: {0}.",
      "Look at the disk, then run tollgate ledger verify."),
  STORE_UNUSABLE(
      OPERATOR.as(INTERNAL),
      "The database {0} cannot be opened: {1}.",
      "Check that the folder exists, has room and belongs to the gateway's user."),
  STORE_LOCKED(
      GATEWAY.as(INTERNAL),
      "The database {0} is in use by another Tollgate.",
      "Stop the other one, or give this one its own --data-dir."),
  LISTENER_IN_USE(
      OPERATOR.as(INTERNAL),
      "The address {0} is in use.",
      "Stop the program that uses it, or choose another port with --port."),
  LISTENER_FAILED(
      OPERATOR.as(INTERNAL),
      "The gateway cannot listen at {0}: {1}.",
      "Correct --host and --port."),
  GATEWAY_DRAINING(
      GATEWAY.as(UPSTREAM_UNAVAILABLE), "The gateway is shutting down.", "Try again in a moment."),
  GATEWAY_STOPPED(
      GATEWAY.as(INTERNAL),
      "The gateway stopped while this call ran; what it cost is an assumption.",
      "Resolve the call when its usage is known."),
  GATEWAY_OVERLOADED(
      GATEWAY.as(RATE_LIMITED),
      "The gateway has more calls at once than it is set up for.",
      "Try again in a moment."),
  ARCHIVE_FAILED(
      GATEWAY.as(INTERNAL),
      "The class archive {0} cannot be made: {1}",
      "See that the folder can be written to; the gateway runs without an archive, too."),
  ARCHIVE_UNPLACED(
      OPERATOR.as(INTERNAL),
      "There is no place for a class archive.",
      "Start by bin/tollgate with HOME or XDG_CACHE_HOME set; on Windows there is no archive yet."),
  GATEWAY_FAILED(
      GATEWAY.as(INTERNAL),
      "Tollgate failed in a way nobody expected: {0}",
      "Please report it together with the lines that follow."),
  GATEWAY_BUG(
      GATEWAY.as(INTERNAL),
      "The gateway failed on this call.",
      "Tell the operator; the log has the details under this call's id.");

  private final RefusalKind kind;
  private final Source source;
  private final String sentence;
  private final String remedy;

  /** A fault in the operator's settings or files. */
  Problem(String sentence, String remedy) {
    this(OPERATOR.as(BAD_REQUEST), sentence, remedy);
  }

  Problem(Source.Fault fault, String sentence, String remedy) {
    this.kind = fault.kind();
    this.source = fault.source();
    this.sentence = sentence;
    this.remedy = remedy;
  }

  /** The stable dotted code. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
  }

  /** How a client should take it; gives the HTTP status. */
  public RefusalKind kind() {
    return kind;
  }

  /** Whose doing it is. */
  public Source source() {
    return source;
  }

  /** The problem of that code; empty when there is none. */
  public static Optional<Problem> of(String code) {
    return Arrays.stream(values()).filter(problem -> problem.code().equals(code)).findAny();
  }

  /** The sentence with its places still open, for the reference page. */
  public String sentence() {
    return sentence;
  }

  /** The remedy with its places still open, for the reference page. */
  public String remedy() {
    return remedy;
  }

  /** This problem as it happened, without a place. */
  public ProblemReport report(Object... values) {
    return new ProblemReport(
        this, Template.fill(sentence, values), "", Template.fill(remedy, values));
  }

  /** This problem as it happened, to be thrown. */
  public ProblemException exception(Object... values) {
    return new ProblemException(report(values));
  }
}
