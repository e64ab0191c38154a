package tollgate.api.quota;

import java.io.IOException;
import java.util.List;
import tollgate.api.net.HttpCaller;

/**
 * Reads the quota windows of one vendor's accounts. Blocks on a virtual thread of its own for at
 * most fifteen seconds.
 *
 * @since 1.0
 */
public interface QuotaProbe {

  /** Whose accounts it reads; matches {@link Account#vendor}. */
  String vendor();

  /**
   * Reads the windows.
   *
   * @param caller calls in the account's name; the probe never sees the credential
   * @throws IOException when the vendor did not answer; the message is shown to the operator
   */
  List<QuotaWindow> probe(Account account, HttpCaller caller) throws IOException;
}
