package tollgate.dialect.anthropic.messages;

import tollgate.testkit.DialectContract;

/** Holds the packaged plugin to what every dialect must do, and to its golden cases. */
final class AnthropicMessagesContractTest extends DialectContract {
  @Override
  protected boolean listsModels() {
    return true;
  }

  /** A batch holds requests with limits of their own. */
  @Override
  protected boolean limitsOutput(String goldenCase) {
    return !goldenCase.startsWith("batch");
  }
}
