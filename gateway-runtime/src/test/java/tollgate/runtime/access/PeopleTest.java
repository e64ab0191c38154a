package tollgate.runtime.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.event.Actor;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemException;

class PeopleTest {
  @TempDir Path folder;

  private AccessHouse house;
  private People people;

  @BeforeEach
  void open() {
    house = AccessHouse.at(folder.resolve("ledger.db"));
    people = house.access().people();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static Problem refusal(Runnable change) {
    return assertThrows(ProblemException.class, change::run).report().problem();
  }

  @Test
  void knowsSomebodyByNameAndPasswordAlsoAfterARestart() {
    people.add("ada", Role.ADMIN, AccessHouse.PASSWORD);

    for (People each : List.of(people, house.again().people())) {
      assertEquals(
          Optional.of(Role.ADMIN), each.check("ada", AccessHouse.PASSWORD).map(Person::role));
      assertEquals(Optional.empty(), each.check("ada", "another password"));
      assertEquals(Optional.empty(), each.check("bob", AccessHouse.PASSWORD));
    }
  }

  @Test
  void keepsNoPassword() {
    people.add("ada", Role.ADMIN, AccessHouse.PASSWORD);
    house.house().flush();

    String kept = house.house().list("SELECT * FROM person").getFirst();

    assertFalse(kept.contains(AccessHouse.PASSWORD), kept);
    assertTrue(kept.contains("$argon2id$"), kept);
  }

  @Test
  void whatIsChangedHoldsAtOnceAndAfterARestart() {
    people.add("ada", Role.ADMIN, AccessHouse.PASSWORD);
    people.changePassword("ada", "another password");
    people.changeRole("ada", Role.VIEWER);

    for (People each : List.of(people, house.again().people())) {
      assertEquals(Optional.empty(), each.check("ada", AccessHouse.PASSWORD));
      assertEquals(
          Optional.of(Role.VIEWER), each.check("ada", "another password").map(Person::role));
    }
    people.remove("ada");
    assertTrue(people.isEmpty());
    assertTrue(house.again().people().isEmpty());
  }

  @Test
  void leavesARowInTheAuditForEveryChange() {
    var rob = new Actor("token rob", "192.0.2.1");
    rob.call(() -> people.add("ada", Role.VIEWER, AccessHouse.PASSWORD));
    people.changeRole("ada", Role.ADMIN);
    people.changePassword("ada", "another password");
    people.noteLogin("ada");
    people.remove("ada");
    house.house().flush();

    assertEquals(
        List.of(
            "token rob user.added ada as viewer",
            "gateway user.role_changed ada admin",
            "gateway user.password_changed ada ",
            "gateway session.opened ada ",
            "gateway user.removed ada "),
        house.audit());
    assertEquals(
        List.of("192.0.2.1"), house.house().list("SELECT source FROM audit ORDER BY id LIMIT 1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "Ada", "a b", "../x", "a\n", "-a", "\u0430da", "a'--", "a\u0000"})
  void refusesANameThatIsNone(String name) {
    assertEquals(
        AccessProblem.ACCESS_BAD_TERMS,
        refusal(() -> people.add(name, Role.ADMIN, AccessHouse.PASSWORD)));
    assertTrue(people.isEmpty());
  }

  @Test
  void refusesANameThatIsTakenAndAPasswordThatIsShort() {
    people.add("ada", Role.ADMIN, AccessHouse.PASSWORD);

    assertEquals(
        AccessProblem.ACCESS_BAD_TERMS,
        refusal(() -> people.add("ada", Role.VIEWER, AccessHouse.PASSWORD)));
    assertEquals(
        AccessProblem.ACCESS_BAD_TERMS, refusal(() -> people.add("bob", Role.VIEWER, "short")));
    assertEquals(
        AccessProblem.ACCESS_BAD_TERMS, refusal(() -> people.changePassword("ada", "short")));
    assertTrue(people.check("ada", AccessHouse.PASSWORD).isPresent());
  }

  @Test
  void whoIsNotThereCannotBeChanged() {
    assertEquals(
        AccessProblem.ACCESS_NOT_THERE, refusal(() -> people.changeRole("ada", Role.VIEWER)));
    assertEquals(
        AccessProblem.ACCESS_NOT_THERE,
        refusal(() -> people.changePassword("ada", AccessHouse.PASSWORD)));
    assertEquals(AccessProblem.ACCESS_NOT_THERE, refusal(() -> people.remove("ada")));
  }
}
