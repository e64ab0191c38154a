package tollgate.runtime.socket;

import java.io.IOException;

/** The other side of a connection does not take what is sent. */
public final class SocketGone extends IOException {

  private static final long serialVersionUID = 1L;

  SocketGone(Throwable cause) {
    super("the connection is gone", cause);
  }
}
