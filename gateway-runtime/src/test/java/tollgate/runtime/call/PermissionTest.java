package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tollgate.api.call.RequestFacts;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemReport;

class PermissionTest {

  /** A call for "fast", which the provider knows as "large-red". */
  private static Optional<ProblemReport> objection(String allowed) {
    Generation generation = Stages.generation(Stages.provider("yard", true));
    var facts = RequestFacts.of(TalkDialect.ID).model("fast").build();
    var judged =
        Stages.judged(
            FakeExchange.asking("/v1/talk", ""),
            facts,
            Stages.holder(Set.of(allowed), Set.of()),
            generation);
    var yard = generation.providers().find("yard").orElseThrow();
    return Permission.keyObjection(
        new RoutedCall(judged, yard, "fast", "large-red", Optional.empty()));
  }

  @Test
  void aKeysModelsAreThoseThatTheProviderIsAskedFor() {
    assertEquals(Optional.empty(), objection("large-red"));
  }

  @Test
  void anotherNameForAModelOpensNoWayAroundAKeysLimits() {
    ProblemReport said = objection("fast").orElseThrow();

    assertEquals(AccessProblem.KEY_MODEL_NOT_ALLOWED, said.problem());
    assertTrue(said.what().contains("large-red"), said::what);
  }
}
