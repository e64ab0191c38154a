package tollgate.runtime.app;

import tollgate.runtime.policy.PolicyHost;

/**
 * Notices that something in the folder of policies has changed. A change is believed once two looks
 * see the same: editors do not write in one piece.
 */
final class PolicyWatch {

  private final PolicyHost host;
  private String before = "";
  private String applied = "";

  /** A watch that takes what is there as a change: it may have come while the gateway started. */
  PolicyWatch(PolicyHost host) {
    this.host = host;
  }

  /** Looks; true when the folder is to be read again. */
  synchronized boolean look() {
    String now = host.fingerprint();
    boolean steady = now.equals(before);
    before = now;
    if (steady && !now.equals(applied)) {
      applied = now;
      return true;
    }
    return false;
  }
}
