package tollgate.runtime.config;

/**
 * An HTTP proxy between the gateway and its providers.
 *
 * @param host where it is; empty for none
 * @param port its port
 * @param user the name it knows the gateway by; empty for none
 * @param password the password that goes with the name
 */
public record OutboundProxy(String host, int port, String user, Secret password) {

  /** No proxy. */
  public static final OutboundProxy NONE = new OutboundProxy("", 0, "", Secret.NONE);

  /** Whether there is none. */
  public boolean isNone() {
    return host.isEmpty();
  }

  /** Its address without name and password. */
  public String address() {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return isNone() ? "none" : address();
  }
}
