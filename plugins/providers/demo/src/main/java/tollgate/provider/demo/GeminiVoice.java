package tollgate.provider.demo;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.json.Json;

/** Gemini generateContent: server-sent events, or items of one JSON array. */
final class GeminiVoice implements Voice {

  @Override
  public Json whole(Answer answer) {
    return part(answer, answer.text(), answer.written(), true);
  }

  @Override
  public List<String> events(Answer answer, DemoRequest request) {
    var events = new ArrayList<String>();
    int last = answer.words().size() - 1;
    for (int i = 0; i <= last; i++) {
      String part = JsonWriter.write(part(answer, answer.words().get(i), i + 1L, i == last));
      if (request.asArray()) {
        events.add((i == 0 ? "[" : ",\r\n") + part + (i == last ? "\n]" : "\n"));
      } else {
        events.add("data: " + part + "\r\n\r\n");
      }
    }
    return events;
  }

  @Override
  public String errorEvent(String message, DemoRequest request) {
    String error = JsonWriter.write(error(500, message));
    return request.asArray() ? ",\r\n" + error + "\n]" : "data: " + error + "\r\n\r\n";
  }

  @Override
  public Json error(int status, String message) {
    String name =
        switch (status) {
          case 400 -> "INVALID_ARGUMENT";
          case 401 -> "UNAUTHENTICATED";
          case 403 -> "PERMISSION_DENIED";
          case 404 -> "NOT_FOUND";
          case 429 -> "RESOURCE_EXHAUSTED";
          case 503 -> "UNAVAILABLE";
          case 504 -> "DEADLINE_EXCEEDED";
          default -> status >= 500 ? "INTERNAL" : "FAILED_PRECONDITION";
        };
    return Json.object("error", Json.object("code", status, "message", message, "status", name));
  }

  @Override
  public Json count(long tokens) {
    return Json.object("totalTokens", tokens, "promptTokensDetails", textTokens(tokens));
  }

  private static Json part(Answer answer, String text, long written, boolean last) {
    Json content = Json.object("parts", Json.array(Json.object("text", text)), "role", "model");
    Json candidate =
        last
            ? Json.object(
                "content",
                content,
                "finishReason",
                answer.complete() ? "STOP" : "MAX_TOKENS",
                "index",
                0)
            : Json.object("content", content, "index", 0);
    var members = new ArrayList<Object>(List.of("candidates", Json.array(candidate)));
    if (answer.usageTold()) {
      members.addAll(List.of("usageMetadata", usage(answer, written)));
    }
    members.addAll(List.of("modelVersion", answer.model(), "responseId", "demo" + answer.id()));
    return Json.object(members.toArray());
  }

  /** Usage so far: the counters of a stream are cumulative. */
  private static Json usage(Answer answer, long written) {
    return Json.object(
        "promptTokenCount", answer.prompt(),
        "candidatesTokenCount", written,
        "totalTokenCount", answer.prompt() + written + answer.reasoned(),
        "cachedContentTokenCount", answer.cacheRead(),
        "promptTokensDetails", textTokens(answer.prompt()),
        "thoughtsTokenCount", answer.reasoned());
  }

  private static Json textTokens(long tokens) {
    return Json.array(Json.object("modality", "TEXT", "tokenCount", tokens));
  }
}
