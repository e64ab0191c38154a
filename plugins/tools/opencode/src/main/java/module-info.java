import org.jspecify.annotations.NullMarked;

/** Recognises calls from OpenCode. */
@NullMarked
module tollgate.tool.opencode {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.tool.opencode.OpenCodePlugin;
}
