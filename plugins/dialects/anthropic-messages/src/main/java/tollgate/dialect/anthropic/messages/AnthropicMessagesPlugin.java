package tollgate.dialect.anthropic.messages;

import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.dialect.Dialect;

/** Brings the Anthropic Messages dialect. */
public final class AnthropicMessagesPlugin implements GatewayPlugin {

  /** Made once per loaded jar. */
  public AnthropicMessagesPlugin() {}

  @Override
  public List<Dialect> dialects() {
    return List.of(new MessagesDialect());
  }
}
