import org.jspecify.annotations.NullMarked;

/** Connects Tollgate with CLIProxyAPI. */
@NullMarked
module tollgate.provider.cliproxyapi {
  requires java.net.http;
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.provider.cliproxyapi.CliProxyApiPlugin;
}
