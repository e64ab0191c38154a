/**
 * What a Tollgate plugin may use. Start reading at {@link tollgate.api.GatewayPlugin}: it lists
 * every kind of thing a plugin can bring, and each kind's own package explains it with an example.
 *
 * <p>The module needs the JDK only, so a plugin's own libraries never clash with the gateway's. It
 * must not know PF4J, any JSON library, any HTTP library or anything of {@code tollgate.runtime}.
 */
@org.jspecify.annotations.NullMarked
module tollgate.api {
  requires static org.jspecify; // not transitive: who builds against the API needs the JDK only

  exports tollgate.api;
  exports tollgate.api.call;
  exports tollgate.api.dialect;
  exports tollgate.api.face;
  exports tollgate.api.intake;
  exports tollgate.api.json;
  exports tollgate.api.net;
  exports tollgate.api.pricing;
  exports tollgate.api.provider;
  exports tollgate.api.quota;
  exports tollgate.api.stability;
  exports tollgate.api.tool;
  exports tollgate.api.usage;

  uses tollgate.api.GatewayPlugin;
}
