package tollgate.runtime.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;

class KeyWishTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static KeyWish named(String name) {
    return new KeyWish(name, ManagedKey.NEVER, List.of(), List.of(), List.of());
  }

  private static KeyWish expiring(Instant at) {
    return new KeyWish("ci", at, List.of(), List.of(), List.of());
  }

  private static List<ProblemReport> problems(KeyWish wish) {
    var refused = assertThrows(ProblemException.class, () -> wish.terms(NOW));
    assertTrue(
        refused.reports().stream()
            .allMatch(report ->
                report.problem() == AccessProblem.KEY_BAD_TERMS && !report.fix().isBlank()));
    return refused.reports();
  }

  @Test
  void becomesTheTermsItAskedFor() {
    var wish =
        new KeyWish("ci", NOW.plusSeconds(1), List.of("m", "n", "m"), List.of("p"), List.of("t"));

    assertEquals(
        new ManagedKey.Terms("ci", NOW.plusSeconds(1), Set.of("m", "n"), Set.of("p"), Set.of("t")),
        wish.terms(NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " ci", "ci\t", "c\ni", "c\u0000i"})
  void takesNoNameThatCannotBeRead(String name) {
    assertEquals(1, problems(named(name)).size());
  }

  @Test
  void cutsNoNameButRefusesALongOne() {
    assertEquals("n".repeat(128), named("n".repeat(128)).terms(NOW).name());

    String said = problems(named("n".repeat(129))).getFirst().what();
    assertTrue(said.contains("too long"), said);
  }

  @Test
  void doesNotExpireBeforeItIsMade() {
    assertTrue(problems(expiring(NOW)).getFirst().what().contains("2026-11-21T12:00:00Z"));
  }

  @Test
  void staysWithinTheDatesADatabaseHolds() {
    assertEquals(1, problems(expiring(NOW.plus(Duration.ofDays(36_526)))).size());
    assertEquals(1, problems(expiring(Instant.parse("+10000-01-01T00:00:00Z"))).size());
  }

  @Test
  void hasABoundForEachList() {
    var models = Collections.nCopies(101, "m");

    String said =
        problems(new KeyWish("ci", ManagedKey.NEVER, models, List.of(), List.of()))
            .getFirst()
            .what();

    assertTrue(said.contains("101 values of model"), said);
  }

  @Test
  void tellsOfEverythingThatIsWrongAtOnce() {
    var wish = new KeyWish("", NOW, List.of(" "), List.of(""), List.of("a\nb"));

    assertEquals(5, problems(wish).size());
  }

  @Test
  void comesBackFromJsonAsItWas() {
    var terms = new ManagedKey.Terms("ci", NOW.plusSeconds(9), Set.of("m"), Set.of("p"), Set.of());
    var created =
        new CreatedKey(
            new ManagedKey("key-1", "tgk_0123", terms, NOW, ManagedKey.NEVER, NOW), "tgk_secret");

    var read = KeyJson.created(KeyJson.of(created, NOW));

    assertEquals(created.key(), read.key());
    assertEquals(created.secret(), read.secret());
    assertFalse(KeyJson.of(created.key(), NOW).toString().contains("tgk_secret"));
  }
}
