package tollgate.dialect.openai.responses;

import java.nio.file.Path;
import tollgate.api.dialect.Dialect;
import tollgate.testkit.DialectContract;

/** Holds the packaged plugin to what every dialect must do, and to its golden cases. */
final class OpenAiResponsesContractTest extends DialectContract {
  @Override
  protected Dialect dialect() {
    return plugin().dialects().stream()
        .filter(dialect -> dialect.id().equals(ResponsesDialect.ID))
        .findFirst()
        .orElseThrow();
  }

  @Override
  protected Path cases() {
    return super.cases().resolve(ResponsesDialect.ID.value());
  }

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
