/** A sample: see docs/guide/writing-a-plugin.md. */
module sample.detector {
  requires tollgate.api;

  provides tollgate.api.GatewayPlugin with
      sample.detector.BeaverPlugin;
}
