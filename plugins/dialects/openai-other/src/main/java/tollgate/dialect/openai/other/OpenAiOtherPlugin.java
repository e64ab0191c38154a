package tollgate.dialect.openai.other;

import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.dialect.Dialect;

/** Brings the OpenAI dialect of single calls: embeddings, pictures, sound and the like. */
public final class OpenAiOtherPlugin implements GatewayPlugin {

  /** Made once per loaded jar. */
  public OpenAiOtherPlugin() {}

  @Override
  public List<Dialect> dialects() {
    return List.of(new OtherDialect());
  }
}
