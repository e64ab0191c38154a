import org.jspecify.annotations.NullMarked;

/** Connects Tollgate with the Gemini API under a key of one's own. */
@NullMarked
module tollgate.provider.gemini {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.provider.gemini.GeminiPlugin;
}
