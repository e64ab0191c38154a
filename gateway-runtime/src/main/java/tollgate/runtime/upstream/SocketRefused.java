package tollgate.runtime.upstream;

import tollgate.api.call.ReplyHead;

/** A provider answered a wish for a WebSocket with something else. */
public final class SocketRefused extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ReplyHead head;

  SocketRefused(ReplyHead head) {
    super("the upgrade was answered with status " + head.status(), null, false, false);
    this.head = head;
  }

  /** What it answered. */
  public ReplyHead head() {
    return head;
  }
}
