package tollgate.provider.demo;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.json.Json;

/** OpenAI Chat Completions. */
final class ChatVoice implements Voice {

  @Override
  public Json whole(Answer answer) {
    Json choice =
        Json.object(
            "index",
            0,
            "message",
            Json.object("role", "assistant", "content", answer.text(), "refusal", Json.NULL),
            "logprobs",
            Json.NULL,
            "finish_reason",
            finish(answer));
    return answer.usageTold()
        ? body(answer, "chat.completion", Json.array(choice), "usage", usage(answer))
        : body(answer, "chat.completion", Json.array(choice));
  }

  @Override
  public List<String> events(Answer answer, DemoRequest request) {
    boolean told = answer.usageTold() && request.usageInStream();
    var events = new ArrayList<String>();
    events.add(chunk(answer, told, Json.object("role", "assistant", "content", ""), Json.NULL));
    for (String word : answer.words()) {
      events.add(chunk(answer, told, Json.object("content", word), Json.NULL));
    }
    events.add(chunk(answer, told, Json.object(), Json.text(finish(answer))));
    if (told) {
      Json last = body(answer, "chat.completion.chunk", Json.array(), "usage", usage(answer));
      events.add(Sse.data(JsonWriter.write(last)));
    }
    events.add(Sse.data("[DONE]"));
    return events;
  }

  @Override
  public String errorEvent(String message, DemoRequest request) {
    return Sse.data(JsonWriter.write(error(500, message)));
  }

  @Override
  public Json error(int status, String message) {
    return OpenAiErrors.error(status, message);
  }

  @Override
  public Json count(long tokens) {
    return Json.object("input_tokens", tokens);
  }

  /** A chunk; where usage is told in the end, each one before says that it has none. */
  private static String chunk(Answer answer, boolean told, Json delta, Json finish) {
    Json choices =
        Json.array(
            Json.object(
                "index", 0, "delta", delta, "logprobs", Json.NULL, "finish_reason", finish));
    return Sse.data(
        JsonWriter.write(
            told
                ? body(answer, "chat.completion.chunk", choices, "usage", Json.NULL)
                : body(answer, "chat.completion.chunk", choices)));
  }

  private static Json.Obj body(Answer answer, String object, Json choices, Object... more) {
    var members = new ArrayList<Object>();
    members.addAll(
        List.of(
            "id",
            "chatcmpl-demo" + answer.id(),
            "object",
            object,
            "created",
            answer.seconds(),
            "model",
            answer.model(),
            "choices",
            choices));
    members.addAll(List.of(more));
    return Json.object(members.toArray());
  }

  private static Json usage(Answer answer) {
    long output = answer.written() + answer.reasoned();
    return Json.object(
        "prompt_tokens",
        answer.prompt(),
        "completion_tokens",
        output,
        "total_tokens",
        answer.prompt() + output,
        "prompt_tokens_details",
        Json.object("cached_tokens", answer.cacheRead(), "audio_tokens", 0),
        "completion_tokens_details",
        Json.object("reasoning_tokens", answer.reasoned(), "audio_tokens", 0));
  }

  private static String finish(Answer answer) {
    return answer.complete() ? "stop" : "length";
  }
}
