import org.jspecify.annotations.NullMarked;

/** Reads, meters, refuses and ends calls in OpenAI's dialects. */
@NullMarked
module tollgate.dialect.openai {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.dialect.openai.OpenAiPlugin;
}
