import org.jspecify.annotations.NullMarked;

/** Reads prices from the LiteLLM price map. */
@NullMarked
module tollgate.pricing.litellm {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.pricing.litellm.LiteLlmPlugin;
}
