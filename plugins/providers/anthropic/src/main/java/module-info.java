import org.jspecify.annotations.NullMarked;

/** Connects Tollgate with the Anthropic API under a key of one's own. */
@NullMarked
module tollgate.provider.anthropic {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.provider.anthropic.AnthropicPlugin;
}
