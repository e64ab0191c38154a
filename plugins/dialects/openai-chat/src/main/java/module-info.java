import org.jspecify.annotations.NullMarked;

/** Reads, meters, refuses and ends calls in the OpenAI Chat Completions dialect. */
@NullMarked
module tollgate.dialect.openai.chat {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.dialect.openai.chat.OpenAiChatPlugin;
}
