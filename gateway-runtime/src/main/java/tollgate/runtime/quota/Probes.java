package tollgate.runtime.quota;

import java.util.List;
import tollgate.api.quota.AccountSource;
import tollgate.api.quota.QuotaProbe;

/** Lends what plugins bring: which accounts there are and how each is asked. */
@FunctionalInterface
public interface Probes {

  /** The probes in force now; they stay usable until they are given back. */
  Lent lend();

  /** Probes on loan. */
  interface Lent extends AutoCloseable {

    /** Where accounts are listed. */
    List<AccountSource> sources();

    /** How accounts are asked, one for each vendor. */
    List<QuotaProbe> probes();

    @Override
    void close();
  }
}
