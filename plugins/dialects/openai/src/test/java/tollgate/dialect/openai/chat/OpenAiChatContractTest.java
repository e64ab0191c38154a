package tollgate.dialect.openai.chat;

import java.nio.file.Path;
import tollgate.api.dialect.Dialect;
import tollgate.testkit.DialectContract;

/** Holds the packaged plugin to what every dialect must do, and to its golden cases. */
final class OpenAiChatContractTest extends DialectContract {
  @Override
  protected Dialect dialect() {
    return plugin().dialects().stream()
        .filter(dialect -> dialect.id().equals(ChatDialect.ID))
        .findFirst()
        .orElseThrow();
  }

  @Override
  protected Path cases() {
    return super.cases().resolve(ChatDialect.ID.value());
  }

  @Override
  protected boolean listsModels() {
    return true;
  }
}
