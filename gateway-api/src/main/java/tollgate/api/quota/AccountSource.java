package tollgate.api.quota;

import java.io.IOException;
import java.util.List;
import tollgate.api.net.HttpCaller;

/**
 * Lists upstream accounts and lends a way to call in their name. Blocks on a virtual thread of its
 * own, never on a call's.
 *
 * @since 1.0
 */
public interface AccountSource {

  /** The source's id. */
  String id();

  /**
   * The accounts at this moment.
   *
   * @throws IOException when the source cannot be read; the last list stays
   */
  List<Account> accounts() throws IOException;

  /** A caller that adds the account's credential. */
  HttpCaller caller(Account account);
}
