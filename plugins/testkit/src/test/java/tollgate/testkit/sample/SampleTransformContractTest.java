package tollgate.testkit.sample;

import java.nio.file.Path;
import tollgate.testkit.ProviderTransformContract;

class SampleTransformContractTest extends ProviderTransformContract {
  @Override
  protected Path jar() {
    return Sample.jar("transform");
  }

  @Override
  protected Path cases() {
    return Sample.cases("transform");
  }
}
