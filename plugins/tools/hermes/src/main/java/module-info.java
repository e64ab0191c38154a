import org.jspecify.annotations.NullMarked;

/** Recognises calls from Hermes. */
@NullMarked
module tollgate.tool.hermes {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.tool.hermes.HermesPlugin;
}
