package tollgate.api.provider;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import tollgate.api.call.Headers;

/**
 * A way to carry requests to an upstream that is not HTTP.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface Exchange {

  /**
   * A request to carry.
   *
   * @param method upper case
   * @param target path and query
   * @param headers fields to send
   * @param body the body in slices, in order; empty list for none
   */
  record Sending(String method, String target, Headers headers, List<ByteBuffer> body) {}

  /**
   * Sends a request and waits for the reply's head. Runs on the call's virtual thread and may
   * block; an interrupt asks it to give up at once.
   *
   * @throws java.net.ConnectException when nothing of the request was sent: it may be tried again
   * @throws IOException when the upstream broke before a head came: it may have worked on the
   *     request, which is not repeated unless its method promises that a second time does no harm
   */
  ExchangeReply send(Sending sending) throws IOException;
}
