/**
 * Floor 2: one end of a WebSocket connection, for a thread that may block. Jetty's threads note
 * what came and ring a {@link tollgate.runtime.socket.Bell}; the one thread that serves both ends
 * of a relayed connection waits for it, takes what there is and sends. Knows neither who is at the
 * other end nor what is said.
 */
package tollgate.runtime.socket;
