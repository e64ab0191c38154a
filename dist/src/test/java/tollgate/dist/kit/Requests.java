package tollgate.dist.kit;

/** Requests as coding tools send them, as small as they can be. */
public final class Requests {
  private static final String TURN =
      "\"messages\":[{\"role\":\"user\",\"content\":\"Why does the test fail on Mondays?"
          + " \\u00fc\"}]";

  private Requests() {}

  /** The request that a recording answers, for a model of that name. */
  public static Ask forRecording(Recording recording, String model) {
    return switch (recording) {
      case CHAT_STREAM -> chatStream(model);
      case CHAT_STREAM_WITHOUT_USAGE -> chatStreamWithoutUsage(model);
      case CHAT_BODY -> chat(model);
      case MESSAGES_STREAM, MESSAGES_STREAM_CRLF -> messagesStream(model);
      case MESSAGES_BODY -> messages(model);
      case RESPONSES_STREAM -> responses(model, true);
      case RESPONSES_BODY -> responses(model, false);
      case GEMINI_STREAM -> gemini("/v1beta/models/" + model + ":streamGenerateContent?alt=sse");
      case GEMINI_ARRAY -> gemini("/v1beta/models/" + model + ":streamGenerateContent");
      case GEMINI_BODY -> gemini("/v1beta/models/" + model + ":generateContent");
    };
  }

  /** A chat call that wants its answer whole. */
  public static Ask chat(String model) {
    return chat(model, "");
  }

  /** A chat call that wants events and their usage. */
  public static Ask chatStream(String model) {
    return chat(model, ",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
  }

  /** A chat call that wants events and says nothing of usage. */
  public static Ask chatStreamWithoutUsage(String model) {
    return chat(model, ", \"stream\" : true");
  }

  private static Ask chat(String model, String more) {
    return Ask.post("/v1/chat/completions", "{\"model\":\"" + model + "\"," + TURN + more + "}")
        .with("authorization", "Bearer client-key-0815");
  }

  /** A messages call that wants its answer whole. */
  public static Ask messages(String model) {
    return messages(model, "");
  }

  /** A messages call that wants events. */
  public static Ask messagesStream(String model) {
    return messages(model, ",\"stream\":true");
  }

  private static Ask messages(String model, String more) {
    return Ask.post(
            "/v1/messages?beta=true",
            "{\"model\":\"" + model + "\",\"max_tokens\":1024," + TURN + more + "}")
        .with("x-api-key", "client-key-0815")
        .with("anthropic-version", "2023-06-01");
  }

  private static Ask responses(String model, boolean streamed) {
    return Ask.post(
            "/v1/responses",
            "{\"model\":\""
                + model
                + "\",\"input\":[{\"role\":\"user\",\"content\":\"Why?\"}],\"store\":false,\"stream\":"
                + streamed
                + "}")
        .with("authorization", "Bearer client-key-0815");
  }

  private static Ask gemini(String target) {
    return Ask.post(target, "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Why?\"}]}]}")
        .with("x-goog-api-key", "client-key-0815");
  }
}
