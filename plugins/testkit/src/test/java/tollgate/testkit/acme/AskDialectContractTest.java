package tollgate.testkit.acme;

import java.nio.file.Path;
import tollgate.testkit.DialectContract;

class AskDialectContractTest extends DialectContract {
  @Override
  protected Path jar() {
    return Acme.JAR;
  }

  @Override
  protected Path cases() {
    return Acme.CASES;
  }

  @Override
  protected boolean listsModels() {
    return true;
  }

  @Override
  protected boolean runsOverSocket() {
    return true;
  }
}
