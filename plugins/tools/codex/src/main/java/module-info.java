import org.jspecify.annotations.NullMarked;

/** Recognises calls from Codex. */
@NullMarked
module tollgate.tool.codex {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.tool.codex.CodexPlugin;
}
