package tollgate.invented;

import tollgate.testkit.DialectContract;

class AskDialectContractTest extends DialectContract {
  @Override
  protected boolean listsModels() {
    return true;
  }

  @Override
  protected boolean runsOverSocket() {
    return true;
  }
}
