package tollgate.runtime.call;

import tollgate.api.call.ClientHead;

/**
 * The request that asked for a WebSocket, as far as each turn on it needs it again.
 *
 * @param head its head without its credential
 * @param credential what the client authenticates itself with
 * @param peer the address the socket is connected to
 */
record Upgrade(ClientHead head, Credential credential, String peer) {}
