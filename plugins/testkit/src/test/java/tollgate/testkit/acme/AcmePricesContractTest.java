package tollgate.testkit.acme;

import java.nio.file.Path;
import tollgate.testkit.PricingSourceContract;

class AcmePricesContractTest extends PricingSourceContract {
  @Override
  protected Path jar() {
    return Acme.JAR;
  }

  @Override
  protected Path cases() {
    return Acme.CASES;
  }
}
