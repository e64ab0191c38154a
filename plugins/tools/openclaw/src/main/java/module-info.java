import org.jspecify.annotations.NullMarked;

/** Recognises calls from OpenClaw. */
@NullMarked
module tollgate.tool.openclaw {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.tool.openclaw.OpenClawPlugin;
}
