package tollgate.runtime.alert;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Carries alerts. Follows no redirect: an alert goes where the operator said or nowhere. */
public interface Courier {

  /**
   * Posts a body; blocks until the answer's head has come, for ten seconds at most.
   *
   * @return the answer's status
   */
  int post(URI target, Map<String, String> fields, byte[] body)
      throws IOException, InterruptedException;
}
