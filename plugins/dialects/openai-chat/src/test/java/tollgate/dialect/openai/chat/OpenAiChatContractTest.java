package tollgate.dialect.openai.chat;

import tollgate.testkit.DialectContract;

/** Holds the packaged plugin to what every dialect must do, and to its golden cases. */
final class OpenAiChatContractTest extends DialectContract {
  @Override
  protected boolean listsModels() {
    return true;
  }
}
