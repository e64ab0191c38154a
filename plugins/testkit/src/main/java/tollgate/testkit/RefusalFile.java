package tollgate.testkit;

import static tollgate.testkit.GoldenCase.textOf;

import java.time.Duration;
import tollgate.api.call.Refusal;
import tollgate.api.call.RefusalKind;
import tollgate.api.json.JsonView;

/** A refusal as golden files write it. */
final class RefusalFile {
  private RefusalFile() {}

  static Refusal read(JsonView refusal) {
    Refusal sample = Samples.REFUSAL;
    return new Refusal(
        RefusalKind.valueOf(textOf(refusal.at("/kind"), sample.kind().name())),
        textOf(refusal.at("/code"), sample.code()),
        textOf(refusal.at("/sentence"), sample.sentence()),
        textOf(refusal.at("/remedy"), sample.remedy()),
        Duration.parse(textOf(refusal.at("/retryAfter"), sample.retryAfter().toString())),
        textOf(refusal.at("/callId"), sample.callId()));
  }
}
