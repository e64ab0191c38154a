package tollgate.dialect.gemini;

import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.dialect.Dialect;

/** Brings the Gemini dialect. */
public final class GeminiPlugin implements GatewayPlugin {

  /** Made once per loaded jar. */
  public GeminiPlugin() {}

  @Override
  public List<Dialect> dialects() {
    return List.of(new GeminiDialect());
  }
}
