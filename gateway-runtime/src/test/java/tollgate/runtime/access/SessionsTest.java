package tollgate.runtime.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
  private static final Duration NEARLY_IDLE = AccessHouse.IDLE.minusSeconds(1);

  @TempDir Path folder;

  private AccessHouse house;
  private Sessions sessions;
  private Person ada;

  @BeforeEach
  void open() {
    house = AccessHouse.at(folder.resolve("ledger.db"));
    sessions = house.access().sessions();
    ada = house.access().people().add("ada", Role.ADMIN, AccessHouse.PASSWORD);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private String opened() {
    return sessions.open(ada).secret();
  }

  private boolean isGood(String secret) {
    return sessions.find(secret).isPresent();
  }

  @Test
  void knowsWhoIsLoggedIn() {
    String secret = opened();

    assertEquals(Optional.of(new Principal("user ada", Role.ADMIN)), sessions.find(secret));
    assertFalse(isGood(""));
    assertFalse(isGood(secret + "x"));
  }

  @Test
  void endsAfterSilence() {
    String secret = opened();
    house.house().advance(NEARLY_IDLE);
    assertTrue(isGood(secret), "which counts as a sign of life");
    house.house().advance(NEARLY_IDLE);
    assertTrue(isGood(secret));

    house.house().advance(AccessHouse.IDLE);

    assertFalse(isGood(secret));
  }

  @Test
  void endsInAnyCaseSomeDay() {
    String secret = opened();
    Duration spent = Duration.ZERO;
    while (spent.plus(NEARLY_IDLE).compareTo(AccessHouse.LONGEST) < 0) {
      house.house().advance(NEARLY_IDLE);
      spent = spent.plus(NEARLY_IDLE);
      assertTrue(isGood(secret));
    }

    house.house().advance(NEARLY_IDLE);

    assertFalse(isGood(secret));
  }

  @Test
  void endsByLoggingOutAndTheOthersGoOn() {
    String here = opened();
    String there = opened();

    sessions.close(here);

    assertFalse(isGood(here));
    assertTrue(isGood(there));
  }

  @Test
  void endsWithAnotherPasswordAndWithRemoval() {
    String first = opened();
    house.house().advance(Duration.ofSeconds(1));
    ada = house.access().people().changePassword("ada", "another password");
    assertFalse(isGood(first));
    String second = opened();

    house.access().people().remove("ada");

    assertFalse(isGood(second));
  }

  @Test
  void anotherRoleHoldsAtOnce() {
    String secret = opened();

    house.access().people().changeRole("ada", Role.VIEWER);

    assertEquals(Optional.of(Role.VIEWER), sessions.find(secret).map(Principal::role));
  }

  @Test
  void onePersonHasABoundedNumberOfThem() {
    String first = opened();
    house.house().advance(Duration.ofSeconds(1));
    for (int i = 0; i < Sessions.MOST_OF_ONE; i++) {
      opened();
    }

    assertEquals(Sessions.MOST_OF_ONE, sessions.size());
    assertFalse(isGood(first));
  }

  @Test
  void thoseThatAreOverAreForgotten() {
    opened();
    house.house().advance(AccessHouse.IDLE);
    opened();

    assertEquals(1, sessions.size());
  }

  @Test
  void aRestartEndsThemAll() {
    String secret = opened();

    assertEquals(Optional.empty(), house.again().sessions().find(secret));
  }

  @Test
  void aSecretIsNeverShown() {
    Sessions.Opened opened = sessions.open(ada);

    assertFalse(opened.toString().contains(opened.secret()), opened::toString);
  }
}
