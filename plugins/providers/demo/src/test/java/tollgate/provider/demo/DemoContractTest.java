package tollgate.provider.demo;

import tollgate.testkit.ProviderTransformContract;

class DemoContractTest extends ProviderTransformContract {

  @Override
  protected boolean sendsItsCredential() {
    return false;
  }

  @Override
  protected boolean hasItsOwnExchange() {
    return true;
  }
}
