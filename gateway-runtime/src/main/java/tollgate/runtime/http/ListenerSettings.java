package tollgate.runtime.http;

import java.time.Duration;
import java.util.List;
import tollgate.runtime.config.Network;

/**
 * Where and how to listen.
 *
 * @param host address or name to bind
 * @param port 0 for one that is free
 * @param maxHeadBytes the longest request line with header fields
 * @param idle how long a connection may be silent between requests, and a client may refuse to take
 *     what is sent to it
 * @param proxies who is believed that passes requests on
 */
public record ListenerSettings(
    String host, int port, int maxHeadBytes, Duration idle, Proxies proxies) {

  /** Where and how to listen without a proxy. */
  public ListenerSettings(String host, int port, int maxHeadBytes, Duration idle) {
    this(host, port, maxHeadBytes, idle, Proxies.NONE);
  }

  /**
   * The proxies before the gateway.
   *
   * @param trusted where they are
   * @param standard whether they say whose request it is by {@code Forwarded}; else by {@code
   *     X-Forwarded-For}
   */
  public record Proxies(List<Network> trusted, boolean standard) {

    /** Nobody is believed. */
    public static final Proxies NONE = new Proxies(List.of(), false);
  }
}
