package tollgate.runtime.app;

import java.util.List;
import tollgate.api.quota.AccountSource;
import tollgate.api.quota.QuotaProbe;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.generation.Pin;
import tollgate.runtime.plugin.Contribution;
import tollgate.runtime.quota.Probes;

/** The probes of the plugins in force, which stay in memory until they are given back. */
record LentProbes(Generations<Generation> generations) implements Probes {

  @Override
  public Lent lend() {
    return new Held(generations.pin());
  }

  private record Held(Pin<Generation> pin) implements Lent {
    @Override
    public List<AccountSource> sources() {
      return pin.value().plugins().accountSources().stream().map(Contribution::value).toList();
    }

    @Override
    public List<QuotaProbe> probes() {
      return pin.value().plugins().quotaProbes().stream().map(Contribution::value).toList();
    }

    @Override
    public void close() {
      pin.close();
    }
  }
}
