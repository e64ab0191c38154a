/** A sample: see docs/guide/writing-a-plugin.md. */
module sample.quota {
  requires tollgate.api;

  provides tollgate.api.GatewayPlugin with
      sample.quota.HouseQuotaPlugin;
}
