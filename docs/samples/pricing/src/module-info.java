/** A sample: see docs/guide/writing-a-plugin.md. */
module sample.pricing {
  requires tollgate.api;

  provides tollgate.api.GatewayPlugin with
      sample.pricing.HousePricesPlugin;
}
