import org.jspecify.annotations.NullMarked;

/** Reads, meters, refuses and ends calls in the OpenAI Responses dialect. */
@NullMarked
module tollgate.dialect.openai.responses {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.dialect.openai.responses.OpenAiResponsesPlugin;
}
