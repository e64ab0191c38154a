package tollgate.runtime.wire;

import java.io.IOException;

/** The client has left; nothing more can reach it. */
public final class ClientGone extends IOException {

  private static final long serialVersionUID = 1L;

  /** The client has left, seen by the given failure. */
  public ClientGone(String message, Throwable cause) {
    super(message, cause);
  }
}
