package tollgate.dialect.ollama;

import tollgate.testkit.DialectContract;

/** Holds the packaged plugin to what every dialect must do, and to its golden cases. */
final class OllamaContractTest extends DialectContract {

  @Override
  protected boolean listsModels() {
    return true;
  }

  @Override
  protected boolean limitsOutput(String goldenCase) {
    return !goldenCase.startsWith("embed");
  }
}
