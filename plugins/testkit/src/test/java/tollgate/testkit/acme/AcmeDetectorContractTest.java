package tollgate.testkit.acme;

import java.nio.file.Path;
import tollgate.testkit.ToolDetectorContract;

class AcmeDetectorContractTest extends ToolDetectorContract {
  @Override
  protected Path jar() {
    return Acme.JAR;
  }

  @Override
  protected Path cases() {
    return Acme.CASES;
  }
}
