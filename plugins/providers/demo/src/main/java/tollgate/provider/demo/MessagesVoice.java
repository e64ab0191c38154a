package tollgate.provider.demo;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.json.Json;

/** Anthropic Messages. */
final class MessagesVoice implements Voice {

  @Override
  public Json whole(Answer answer) {
    return message(
        answer,
        Json.array(Json.object("type", "text", "text", answer.text())),
        Json.text(stopReason(answer)),
        answer.written());
  }

  @Override
  public List<String> events(Answer answer, DemoRequest request) {
    var events = new ArrayList<String>();
    add(events, "message_start", "message", message(answer, Json.array(), Json.NULL, 1));
    add(
        events,
        "content_block_start",
        "index",
        0,
        "content_block",
        Json.object("type", "text", "text", ""));
    add(events, "ping");
    for (String word : answer.words()) {
      add(
          events,
          "content_block_delta",
          "index",
          0,
          "delta",
          Json.object("type", "text_delta", "text", word));
    }
    add(events, "content_block_stop", "index", 0);
    Json delta = Json.object("stop_reason", stopReason(answer), "stop_sequence", Json.NULL);
    if (answer.usageTold()) {
      add(
          events,
          "message_delta",
          "delta",
          delta,
          "usage",
          Json.object("output_tokens", answer.written()));
    } else {
      add(events, "message_delta", "delta", delta);
    }
    add(events, "message_stop");
    return events;
  }

  @Override
  public String errorEvent(String message, DemoRequest request) {
    return Sse.named("error", error(500, message));
  }

  @Override
  public Json error(int status, String message) {
    String type =
        switch (status) {
          case 401 -> "authentication_error";
          case 402 -> "billing_error";
          case 403 -> "permission_error";
          case 404 -> "not_found_error";
          case 413 -> "request_too_large";
          case 429 -> "rate_limit_error";
          case 504 -> "timeout_error";
          case 529 -> "overloaded_error";
          default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    return Json.object("type", "error", "error", Json.object("type", type, "message", message));
  }

  @Override
  public Json count(long tokens) {
    return Json.object("input_tokens", tokens);
  }

  private static void add(List<String> events, String type, Object... members) {
    var all = new ArrayList<Object>(List.of("type", type));
    all.addAll(List.of(members));
    events.add(Sse.named(type, Json.object(all.toArray())));
  }

  private static Json message(Answer answer, Json content, Json stopReason, long output) {
    var members =
        new ArrayList<Object>(
            List.of(
                "id",
                "msg_demo" + answer.id(),
                "type",
                "message",
                "role",
                "assistant",
                "model",
                answer.model(),
                "content",
                content,
                "stop_reason",
                stopReason,
                "stop_sequence",
                Json.NULL));
    if (answer.usageTold()) {
      members.addAll(List.of("usage", usage(answer, output)));
    }
    return Json.object(members.toArray());
  }

  private static Json usage(Answer answer, long output) {
    return Json.object(
        "input_tokens",
        answer.uncached(),
        "cache_creation_input_tokens",
        answer.cacheWrite(),
        "cache_read_input_tokens",
        answer.cacheRead(),
        "cache_creation",
        Json.object(
            "ephemeral_5m_input_tokens", answer.cacheWrite(), "ephemeral_1h_input_tokens", 0),
        "output_tokens",
        output,
        "service_tier",
        "standard");
  }

  private static String stopReason(Answer answer) {
    return answer.complete() ? "end_turn" : "max_tokens";
  }
}
