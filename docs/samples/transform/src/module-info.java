/** A sample: see docs/guide/writing-a-plugin.md. */
module sample.transform {
  requires tollgate.api;

  provides tollgate.api.GatewayPlugin with
      sample.transform.HousePlugin;
}
