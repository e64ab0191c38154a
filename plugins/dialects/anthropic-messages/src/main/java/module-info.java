import org.jspecify.annotations.NullMarked;

/** Reads, meters, refuses and ends calls in the Anthropic Messages dialect. */
@NullMarked
module tollgate.dialect.anthropic.messages {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.dialect.anthropic.messages.AnthropicMessagesPlugin;
}
