import org.jspecify.annotations.NullMarked;

/**
 * The plugin of an invented vendor, Acme, whose tool asks an engine in a language of its own. It
 * supplies every kind of contribution there is and is never shipped: what works with it works
 * without the gateway knowing a vendor. Start reading at {@link tollgate.invented.AcmePlugin}.
 */
@NullMarked
module tollgate.invented {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.invented.AcmePlugin;
}
