import org.jspecify.annotations.NullMarked;

/** Answers calls itself, for a first look without an account anywhere. */
@NullMarked
module tollgate.provider.demo {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.provider.demo.DemoPlugin;
}
