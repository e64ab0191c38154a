package tollgate.testkit.acme;

import java.nio.file.Path;
import tollgate.testkit.QuotaProbeContract;

class AcmeProbeContractTest extends QuotaProbeContract {
  @Override
  protected Path jar() {
    return Acme.JAR;
  }

  @Override
  protected Path cases() {
    return Acme.CASES;
  }
}
