import org.jspecify.annotations.NullMarked;

/** Reads, meters, refuses and ends calls in the Gemini dialect. */
@NullMarked
module tollgate.dialect.gemini {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.dialect.gemini.GeminiPlugin;
}
