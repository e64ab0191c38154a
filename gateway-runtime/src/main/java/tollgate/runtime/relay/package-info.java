/**
 * Floor 5: bytes of a reply on their way from the upstream to the client, and the tap beside them.
 * Start with {@link tollgate.runtime.relay.Relay}. Knows no ledger, no money and no dialect;
 * whoever started the relay hears of the call through {@link tollgate.runtime.relay.RelayWatch} and
 * judges the {@link tollgate.runtime.relay.Delivery}.
 */
package tollgate.runtime.relay;
