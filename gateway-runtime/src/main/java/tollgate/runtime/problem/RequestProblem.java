package tollgate.runtime.problem;

import static tollgate.api.call.RefusalKind.BAD_REQUEST;
import static tollgate.api.call.RefusalKind.NOT_FOUND;
import static tollgate.api.call.RefusalKind.RATE_LIMITED;
import static tollgate.api.call.RefusalKind.TOO_LARGE;
import static tollgate.api.call.RefusalKind.UNSUPPORTED_MEDIA;
import static tollgate.api.call.RefusalKind.UPGRADE_REFUSED;
import static tollgate.runtime.problem.Source.CLIENT;

/** A client's request that cannot be taken. */
public enum RequestProblem implements Problem {
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
  REQUEST_TOO_SLOW(
      CLIENT.as(BAD_REQUEST),
      "Only {0} bytes of the request body came within {1} seconds.",
      "Send it faster, or ask the operator to raise listener.body-timeout."),
  REQUEST_CROWDED(
      CLIENT.as(RATE_LIMITED),
      "This client has {0} requests under way already.",
      "Wait for one of them, or ask the operator to raise listener.per-client."),
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
      "Ask the operator to add a provider for it.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Wording wording;

  RequestProblem(Source.Fault fault, String sentence, String remedy) {
    this.wording = new Wording(fault, sentence, remedy);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
