package tollgate.provider.demo;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.json.Json;

/** OpenAI Responses. */
final class ResponsesVoice implements Voice {

  @Override
  public Json whole(Answer answer) {
    return response(
        answer,
        answer.complete() ? "completed" : "incomplete",
        Json.array(item(answer, "completed", Json.array(part(answer.text())))),
        answer.usageTold() ? usage(answer) : Json.NULL);
  }

  @Override
  public List<String> events(Answer answer, DemoRequest request) {
    var events = new Numbered();
    Json begun = response(answer, "in_progress", Json.array(), Json.NULL);
    events.add("response.created", "response", begun);
    events.add("response.in_progress", "response", begun);
    events.add(
        "response.output_item.added",
        "output_index",
        0,
        "item",
        item(answer, "in_progress", Json.array()));
    events.addToPart(answer, "response.content_part.added", "part", part(""));
    for (String word : answer.words()) {
      events.addToPart(
          answer, "response.output_text.delta", "delta", word, "logprobs", Json.array());
    }
    events.addToPart(
        answer, "response.output_text.done", "text", answer.text(), "logprobs", Json.array());
    events.addToPart(answer, "response.content_part.done", "part", part(answer.text()));
    events.add(
        "response.output_item.done",
        "output_index",
        0,
        "item",
        item(answer, "completed", Json.array(part(answer.text()))));
    events.add(
        answer.complete() ? "response.completed" : "response.incomplete",
        "response",
        whole(answer));
    return events.list;
  }

  @Override
  public String errorEvent(String message, DemoRequest request) {
    return Sse.named(
        "error",
        Json.object(
            "type", "error", "code", "server_error", "message", message, "param", Json.NULL));
  }

  @Override
  public Json error(int status, String message) {
    return OpenAiErrors.error(status, message);
  }

  @Override
  public Json count(long tokens) {
    return Json.object("object", "response.input_tokens", "input_tokens", tokens);
  }

  /** Events that count themselves, as every event of this language does. */
  private static final class Numbered {
    private final List<String> list = new ArrayList<>();

    void add(String type, Object... members) {
      var all = new ArrayList<Object>(List.of("type", type, "sequence_number", list.size()));
      all.addAll(List.of(members));
      list.add(Sse.named(type, Json.object(all.toArray())));
    }

    void addToPart(Answer answer, String type, Object... members) {
      var all =
          new ArrayList<Object>(
              List.of("item_id", "msg_demo" + answer.id(), "output_index", 0, "content_index", 0));
      all.addAll(List.of(members));
      add(type, all.toArray());
    }
  }

  private static Json response(Answer answer, String status, Json output, Json usage) {
    return Json.object(
        "id",
        "resp_demo" + answer.id(),
        "object",
        "response",
        "created_at",
        answer.seconds(),
        "status",
        status,
        "error",
        Json.NULL,
        "incomplete_details",
        status.equals("incomplete") ? Json.object("reason", "max_output_tokens") : Json.NULL,
        "instructions",
        Json.NULL,
        "model",
        answer.model(),
        "output",
        output,
        "parallel_tool_calls",
        true,
        "previous_response_id",
        Json.NULL,
        "store",
        false,
        "text",
        Json.object("format", Json.object("type", "text")),
        "tool_choice",
        "auto",
        "tools",
        Json.array(),
        "truncation",
        "disabled",
        "usage",
        usage,
        "metadata",
        Json.object());
  }

  private static Json item(Answer answer, String status, Json content) {
    return Json.object(
        "id",
        "msg_demo" + answer.id(),
        "type",
        "message",
        "status",
        status,
        "role",
        "assistant",
        "content",
        content);
  }

  private static Json part(String text) {
    return Json.object(
        "type", "output_text", "text", text, "annotations", Json.array(), "logprobs", Json.array());
  }

  private static Json usage(Answer answer) {
    long output = answer.written() + answer.reasoned();
    return Json.object(
        "input_tokens", answer.prompt(),
        "input_tokens_details", Json.object("cached_tokens", answer.cacheRead()),
        "output_tokens", output,
        "output_tokens_details", Json.object("reasoning_tokens", answer.reasoned()),
        "total_tokens", answer.prompt() + output);
  }
}
