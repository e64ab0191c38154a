package tollgate.provider.demo;

import tollgate.api.call.Headers;

/**
 * What a path asks for.
 *
 * @param kind what is wanted
 * @param wire the language to answer in
 * @param model the model where the path names it, else empty
 * @param streaming whether the path asks for events
 */
record Route(Kind kind, Wire wire, String model, boolean streaming) {

  /** What is wanted. */
  enum Kind {
    ANSWER,
    COUNT,
    MODELS,
    UNKNOWN
  }

  private static final String MODELS = "/models/";

  /** The route of a request. */
  static Route of(String method, String path, Headers headers) {
    return method.equals("POST") ? posted(path) : listed(method, path, headers);
  }

  private static Route posted(String path) {
    return switch (path) {
      case "/v1/chat/completions" -> new Route(Kind.ANSWER, Wire.CHAT, "", false);
      case "/v1/responses" -> new Route(Kind.ANSWER, Wire.RESPONSES, "", false);
      case "/v1/responses/input_tokens" -> new Route(Kind.COUNT, Wire.RESPONSES, "", false);
      case "/v1/messages" -> new Route(Kind.ANSWER, Wire.MESSAGES, "", false);
      case "/v1/messages/count_tokens" -> new Route(Kind.COUNT, Wire.MESSAGES, "", false);
      default -> gemini(path);
    };
  }

  private static Route gemini(String path) {
    int models = path.indexOf(MODELS);
    int colon = path.lastIndexOf(':');
    if (models < 0 || colon < models) {
      return new Route(Kind.UNKNOWN, Wire.CHAT, "", false);
    }
    String model = path.substring(models + MODELS.length(), colon);
    return switch (path.substring(colon + 1)) {
      case "generateContent" -> new Route(Kind.ANSWER, Wire.GEMINI, model, false);
      case "streamGenerateContent" -> new Route(Kind.ANSWER, Wire.GEMINI, model, true);
      case "countTokens" -> new Route(Kind.COUNT, Wire.GEMINI, model, false);
      default -> new Route(Kind.UNKNOWN, Wire.GEMINI, model, false);
    };
  }

  private static Route listed(String method, String path, Headers headers) {
    Wire wire = headers.has("anthropic-version") ? Wire.MESSAGES : Wire.CHAT;
    return switch (method + " " + path) {
      case "GET /v1/models" -> new Route(Kind.MODELS, wire, "", false);
      case "GET /v1beta/models", "GET /v1alpha/models" ->
          new Route(Kind.MODELS, Wire.GEMINI, "", false);
      default -> new Route(Kind.UNKNOWN, wire, "", false);
    };
  }
}
