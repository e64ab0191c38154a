package tollgate.dialect.openai.chat;

import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.dialect.Dialect;

/** Brings the OpenAI Chat Completions dialect. */
public final class OpenAiChatPlugin implements GatewayPlugin {

  /** Made once per loaded jar. */
  public OpenAiChatPlugin() {}

  @Override
  public List<Dialect> dialects() {
    return List.of(new ChatDialect());
  }
}
