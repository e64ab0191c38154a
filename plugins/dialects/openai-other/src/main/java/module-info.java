import org.jspecify.annotations.NullMarked;

/** Meters what is asked for in the OpenAI style beside conversations. */
@NullMarked
module tollgate.dialect.openai.other {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.dialect.openai.other.OpenAiOtherPlugin;
}
