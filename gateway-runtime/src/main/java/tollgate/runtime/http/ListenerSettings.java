package tollgate.runtime.http;

import java.time.Duration;
import java.util.List;
import tollgate.runtime.config.Network;

/**
 * Where and how to listen.
 *
 * @param host address or name to bind
 * @param port 0 for one that is free
 * @param bounds how much, how slow and how many
 * @param proxies who is believed that passes requests on
 */
public record ListenerSettings(String host, int port, Bounds bounds, Proxies proxies) {

  /** Where and how to listen without a proxy. */
  public ListenerSettings(String host, int port, int maxHeadBytes, Duration idle) {
    this(host, port, Bounds.of(maxHeadBytes, idle), Proxies.NONE);
  }

  /**
   * What a client may ask of the listener.
   *
   * @param headBytes the longest request line with header fields
   * @param idle how long a connection may be silent between requests, and a client may refuse to
   *     take what is sent to it
   * @param head how long a client may take from the first byte of a request to the end of its head,
   *     and from connecting to the end of a TLS handshake
   * @param body how long a client may take to send a body
   * @param connections how many there may be at once
   * @param ofOneClient how many connections one address may have, and how many requests under way;
   *     this machine and trusted proxies aside; 0 for any number
   */
  public record Bounds(
      int headBytes,
      Duration idle,
      Duration head,
      Duration body,
      int connections,
      int ofOneClient) {

    /** So much and so slow, and as many as there are. */
    public static Bounds of(int headBytes, Duration idle) {
      return new Bounds(
          headBytes, idle, Duration.ofMinutes(1), Duration.ofMinutes(10), Integer.MAX_VALUE, 0);
    }
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
