package tollgate.dialect.ollama;

import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.dialect.Dialect;

/** Brings the dialect of Ollama. */
public final class OllamaPlugin implements GatewayPlugin {

  /** Made once per loaded jar. */
  public OllamaPlugin() {}

  @Override
  public List<Dialect> dialects() {
    return List.of(new OllamaDialect());
  }
}
