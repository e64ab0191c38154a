package tollgate.dialect.openai;

import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.dialect.Dialect;
import tollgate.dialect.openai.chat.ChatDialect;
import tollgate.dialect.openai.other.OtherDialect;
import tollgate.dialect.openai.responses.ResponsesDialect;

/** Brings OpenAI's dialects: Chat Completions, Responses, and that of all single calls. */
public final class OpenAiPlugin implements GatewayPlugin {

  /** Made once per loaded jar. */
  public OpenAiPlugin() {}

  @Override
  public List<Dialect> dialects() {
    return List.of(new ChatDialect(), new ResponsesDialect(), new OtherDialect());
  }
}
