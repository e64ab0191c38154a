package tollgate.dialect.openai.other;

import tollgate.testkit.DialectContract;

/** Holds the packaged plugin to what every dialect must do, and to its golden cases. */
final class OpenAiOtherContractTest extends DialectContract {

  @Override
  protected boolean limitsOutput(String goldenCase) {
    return false;
  }
}
