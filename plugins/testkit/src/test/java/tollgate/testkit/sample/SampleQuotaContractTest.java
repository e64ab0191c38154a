package tollgate.testkit.sample;

import java.nio.file.Path;
import tollgate.testkit.QuotaProbeContract;

class SampleQuotaContractTest extends QuotaProbeContract {
  @Override
  protected Path jar() {
    return Sample.jar("quota");
  }

  @Override
  protected Path cases() {
    return Sample.cases("quota");
  }
}
