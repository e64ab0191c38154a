import org.jspecify.annotations.NullMarked;

/** Connects Tollgate with any endpoint that speaks a known dialect. */
@NullMarked
module tollgate.provider.openai.compatible {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.provider.openai.compatible.CompatiblePlugin;
}
