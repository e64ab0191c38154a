package tollgate.api.face;

import java.io.IOException;
import tollgate.api.call.WireReply;
import tollgate.api.stability.Experimental;

/**
 * One resource of a face.
 *
 * @param method upper case
 * @param path exact, or with {@code {name}} for a run of characters without a slash, and with
 *     {@code {name...}} at its end for all that is left
 * @param access who may ask
 * @param handler what answers
 * @since 1.0
 */
@Experimental
public record Resource(String method, String path, Access access, Handler handler) {

  /** Who may ask. */
  public enum Access {
    /** Anyone who reaches the listener. */
    OPEN,
    /** Peers on loopback, and holders of an administrator's token elsewhere. */
    READ,
    /** Holders of an administrator's token only. */
    CHANGE
  }

  /** Answers a request; may block on its virtual thread. */
  @FunctionalInterface
  public interface Handler {

    /**
     * Answers.
     *
     * @throws IOException when something it needs is out of reach; the client gets status 500
     */
    WireReply handle(FaceRequest request, LedgerView ledger) throws IOException;
  }
}
