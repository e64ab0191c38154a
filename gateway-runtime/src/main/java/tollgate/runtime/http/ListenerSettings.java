package tollgate.runtime.http;

import java.time.Duration;

/**
 * Where and how to listen.
 *
 * @param host address or name to bind
 * @param port 0 for one that is free
 * @param maxHeadBytes the longest request line with header fields
 * @param idle how long a connection may be silent between requests, and a client may refuse to take
 *     what is sent to it
 */
public record ListenerSettings(String host, int port, int maxHeadBytes, Duration idle) {}
