package tollgate.dialect.openai.other;

import java.nio.file.Path;
import tollgate.api.dialect.Dialect;
import tollgate.testkit.DialectContract;

/** Holds the packaged plugin to what every dialect must do, and to its golden cases. */
final class OpenAiOtherContractTest extends DialectContract {
  @Override
  protected Dialect dialect() {
    return plugin().dialects().stream()
        .filter(dialect -> dialect.id().equals(OtherDialect.ID))
        .findFirst()
        .orElseThrow();
  }

  @Override
  protected Path cases() {
    return super.cases().resolve(OtherDialect.ID.value());
  }

  @Override
  protected boolean limitsOutput(String goldenCase) {
    return false;
  }
}
