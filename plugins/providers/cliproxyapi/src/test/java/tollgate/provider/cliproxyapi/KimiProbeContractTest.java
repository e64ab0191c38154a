package tollgate.provider.cliproxyapi;

import java.nio.file.Path;
import tollgate.api.quota.QuotaProbe;
import tollgate.testkit.QuotaProbeContract;

class KimiProbeContractTest extends QuotaProbeContract {
  @Override
  protected Path cases() {
    return Path.of("src", "test", "quota", "kimi");
  }

  @Override
  protected QuotaProbe probe() {
    return plugin().quotaProbes().stream()
        .filter(probe -> probe.vendor().equals("kimi"))
        .findFirst()
        .orElseThrow();
  }
}
