package tollgate.runtime.relay;

import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.dialect.ReplyReader;
import tollgate.runtime.wire.GatewayHeaders;
import tollgate.runtime.wire.HopByHop;

/** Makes the upstream's head fit for the client. */
public final class ReplyHeads {

  private ReplyHeads() {}

  /**
   * The head that goes to the client: everything but what belongs to the upstream's connection or
   * to a session with the gateway, and no length where events may be taken out.
   */
  public static ReplyHead forClient(ReplyHead upstream, ReplyReader reader) {
    Headers headers = GatewayHeaders.keepSession(HopByHop.fromUpstream(upstream.headers()));
    boolean shrinks = !isEncoded(upstream) && reader.filters();
    return new ReplyHead(upstream.status(), shrinks ? headers.without("content-length") : headers);
  }

  /** Whether the body is encoded: then it can be read on the side, but not be changed. */
  static boolean isEncoded(ReplyHead upstream) {
    String coding = coding(upstream);
    return !coding.isEmpty() && !coding.equalsIgnoreCase("identity");
  }

  /** The body's coding or codings, empty when it names none. */
  static String coding(ReplyHead upstream) {
    return String.join(", ", upstream.headers().all("content-encoding")).strip();
  }
}
