package tollgate.testkit.sample;

import java.nio.file.Path;
import tollgate.testkit.PricingSourceContract;

class SamplePricingContractTest extends PricingSourceContract {
  @Override
  protected Path jar() {
    return Sample.jar("pricing");
  }
}
