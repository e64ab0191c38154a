package tollgate.testkit.acme;

import java.nio.file.Path;
import tollgate.testkit.ProviderTransformContract;

class AcmeTransformContractTest extends ProviderTransformContract {
  @Override
  protected Path jar() {
    return Acme.JAR;
  }

  @Override
  protected Path cases() {
    return Acme.CASES;
  }

  @Override
  protected boolean hasItsOwnExchange() {
    return true;
  }
}
