package tollgate.runtime.call;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.dialect.Wanted;
import tollgate.api.json.JsonEdit;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.runtime.upstream.SocketWish;
import tollgate.runtime.wire.AcceptEncoding;
import tollgate.runtime.wire.GatewayHeaders;
import tollgate.runtime.wire.HopByHop;

/**
 * Dresses a call for its way upstream: fields that end at the gateway are taken off, the dialect
 * says what must change to meter the reply, the provider adds its credential and its own changes.
 * The body's bytes change only where one of these asks for it.
 */
final class Outbound {

  /** The edit of every dialect that takes the choice of a provider out of a body. */
  private static final JsonEdit SAID_TO_THE_GATEWAY = new JsonEdit.Remove("/provider");

  /** What either leg says anew. No extension is offered: the tap reads plain messages. */
  private static final List<String> HANDSHAKE =
      List.of(
          "sec-websocket-key",
          "sec-websocket-version",
          "sec-websocket-protocol",
          "sec-websocket-extensions",
          "sec-websocket-accept",
          "accept-encoding");

  private Outbound() {}

  static Exchange.Sending dress(RoutedCall routed) {
    var call = routed.call();
    var client = call.arrival().head();
    var dialect = call.arrival().dialect();
    var wanted = wanted(routed);
    var head =
        new ClientHead(
            client.method(), dialect.adaptPath(client, wanted), client.query(), fields(call));
    OutboundRequest request =
        routed.provider().provider().prepare(new OutboundCall(head, call.facts(), routed.model()));

    var edits = new ArrayList<JsonEdit>(dialect.adapt(call.facts(), wanted));
    if (!routed.provider().stripsProviderField()) {
      edits.removeIf(SAID_TO_THE_GATEWAY::equals);
    }
    edits.addAll(request.edits());
    RequestBody.Leaving body = call.body().leaving(List.copyOf(edits));
    return new Exchange.Sending(
        head.method(),
        routed.provider().targetOf(request.target()),
        leaving(credited(routed, request.headers()), routed.provider().headers(), body.decoded()),
        body.slices());
  }

  /**
   * Dresses a wish for a WebSocket: the fields of the client's that are not the handshake's.
   *
   * @param protocols the subprotocols the client offers
   */
  static SocketWish dressUpgrade(SocketAdmission.Granted granted, List<String> protocols) {
    var call = granted.call();
    var client = call.arrival().head();
    Headers fields = GatewayHeaders.strip(HopByHop.fromClient(client.headers()));
    for (String name : HANDSHAKE) {
      fields = fields.without(name);
    }
    var head = new ClientHead(client.method(), client.path(), client.query(), fields);
    OutboundRequest request =
        granted.provider().provider().prepare(new OutboundCall(head, call.facts(), ""));
    return new SocketWish(request.target(), request.headers(), protocols);
  }

  private static Wanted wanted(RoutedCall routed) {
    var facts = routed.call().facts();
    String model = routed.model().equals(facts.model()) ? "" : routed.model();
    return new Wanted(model, routed.judged().orders().clamp(), facts.streaming());
  }

  /** A stream that may lose an event or get an ending put on is asked for in plain. */
  private static Headers fields(ClientCall call) {
    Headers fields = GatewayHeaders.strip(HopByHop.fromClient(call.arrival().head().headers()));
    boolean plain = call.facts().streaming() && call.arrival().dialect() != Passthrough.DIALECT;
    return plain ? AcceptEncoding.plain(fields) : AcceptEncoding.narrow(fields);
  }

  /** With the client's own credential where the provider is to have it and there is one. */
  private static Headers credited(RoutedCall routed, Headers prepared) {
    Headers own = routed.judged().authenticated().caller().ownCredential();
    if (!routed.provider().preservesCredentials() || own.equals(Headers.none())) {
      return prepared;
    }
    var fields = new Headers[] {Credential.without(routed.provider().withoutCredential(prepared))};
    own.forEach((name, value) -> fields[0] = fields[0].with(name, value));
    return fields[0];
  }

  private static Headers leaving(Headers prepared, Headers fixed, boolean decoded) {
    var fields = new Headers[] {prepared};
    fixed.forEach((name, value) -> fields[0] = fields[0].with(name, value));
    return decoded ? fields[0].without("content-encoding") : fields[0];
  }
}
