package tollgate.dialect.openai.responses;

import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.dialect.Dialect;

/** Brings the OpenAI Responses dialect. */
public final class OpenAiResponsesPlugin implements GatewayPlugin {

  /** Made once per loaded jar. */
  public OpenAiResponsesPlugin() {}

  @Override
  public List<Dialect> dialects() {
    return List.of(new ResponsesDialect());
  }
}
