import org.jspecify.annotations.NullMarked;

/** Reads, meters, refuses and ends calls in the dialect of Ollama. */
@NullMarked
module tollgate.dialect.ollama {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.dialect.ollama.OllamaPlugin;
}
