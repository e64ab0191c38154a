package tollgate.dialect.openai.responses;

import tollgate.testkit.DialectContract;

/** Holds the packaged plugin to what every dialect must do, and to its golden cases. */
final class OpenAiResponsesContractTest extends DialectContract {

  /** Compacting takes no limit. */
  @Override
  protected boolean limitsOutput(String goldenCase) {
    return !goldenCase.equals("compact");
  }

  @Override
  protected boolean runsOverSocket() {
    return true;
  }
}
