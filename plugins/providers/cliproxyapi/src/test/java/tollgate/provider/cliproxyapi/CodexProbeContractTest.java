package tollgate.provider.cliproxyapi;

import java.nio.file.Path;
import tollgate.api.quota.QuotaProbe;
import tollgate.testkit.QuotaProbeContract;

class CodexProbeContractTest extends QuotaProbeContract {
  @Override
  protected Path cases() {
    return Path.of("src", "test", "quota", "codex");
  }

  @Override
  protected QuotaProbe probe() {
    return plugin().quotaProbes().stream()
        .filter(probe -> probe.vendor().equals("codex"))
        .findFirst()
        .orElseThrow();
  }
}
