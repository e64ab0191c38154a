import org.jspecify.annotations.NullMarked;

/** Brings the prices that ship with Tollgate. */
@NullMarked
module tollgate.pricing.builtin {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.pricing.builtin.BuiltinPricingPlugin;
}
