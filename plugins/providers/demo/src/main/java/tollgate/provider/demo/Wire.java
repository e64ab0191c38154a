package tollgate.provider.demo;

/** The languages the demo answers in. */
enum Wire {
  CHAT("openai-chat"),
  RESPONSES("openai-responses"),
  MESSAGES("anthropic-messages"),
  GEMINI("gemini");

  private final String dialect;

  Wire(String dialect) {
    this.dialect = dialect;
  }

  /** The dialect's id. */
  String dialect() {
    return dialect;
  }

  /** What speaks it. */
  Voice voice() {
    return switch (this) {
      case CHAT -> new ChatVoice();
      case RESPONSES -> new ResponsesVoice();
      case MESSAGES -> new MessagesVoice();
      case GEMINI -> new GeminiVoice();
    };
  }
}
