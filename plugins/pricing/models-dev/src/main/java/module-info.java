import org.jspecify.annotations.NullMarked;

/** Reads prices from the models.dev catalogue. */
@NullMarked
module tollgate.pricing.modelsdev {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.pricing.modelsdev.ModelsDevPlugin;
}
