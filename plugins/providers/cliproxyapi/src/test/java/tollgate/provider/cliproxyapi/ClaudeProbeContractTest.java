package tollgate.provider.cliproxyapi;

import java.nio.file.Path;
import tollgate.api.quota.QuotaProbe;
import tollgate.testkit.QuotaProbeContract;

class ClaudeProbeContractTest extends QuotaProbeContract {
  @Override
  protected Path cases() {
    return Path.of("src", "test", "quota", "claude");
  }

  @Override
  protected QuotaProbe probe() {
    return plugin().quotaProbes().stream()
        .filter(probe -> probe.vendor().equals("claude"))
        .findFirst()
        .orElseThrow();
  }
}
