import org.jspecify.annotations.NullMarked;

/** Recognises calls from Claude Code. */
@NullMarked
module tollgate.tool.claude.code {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.tool.claude.code.ClaudeCodePlugin;
}
