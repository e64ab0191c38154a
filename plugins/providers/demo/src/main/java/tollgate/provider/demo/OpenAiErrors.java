package tollgate.provider.demo;

import tollgate.api.json.Json;

/** The error shape that Chat Completions and Responses share. */
final class OpenAiErrors {

  private OpenAiErrors() {}

  static Json error(int status, String message) {
    return Json.object(
        "error",
        Json.object(
            "message", message, "type", type(status), "param", Json.NULL, "code", code(status)));
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402, 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status >= 500 ? "server_error" : "invalid_request_error";
    };
  }

  private static Json code(int status) {
    return switch (status) {
      case 401 -> Json.text("invalid_api_key");
      case 402 -> Json.text("insufficient_quota");
      case 404 -> Json.text("model_not_found");
      case 429 -> Json.text("rate_limit_exceeded");
      default -> Json.NULL;
    };
  }
}
