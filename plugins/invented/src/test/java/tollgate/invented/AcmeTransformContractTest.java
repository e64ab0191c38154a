package tollgate.invented;

import tollgate.testkit.ProviderTransformContract;

class AcmeTransformContractTest extends ProviderTransformContract {
  @Override
  protected boolean hasItsOwnExchange() {
    return true;
  }
}
