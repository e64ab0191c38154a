package tollgate.runtime.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two wrong passwords a minute from one address, eight for one name, 120 from everybody. */
class LoginsTest {
  private static final String WRONG = "a wrong password";

  @TempDir Path folder;

  private AccessHouse house;
  private Logins logins;

  @BeforeEach
  void open() {
    house = AccessHouse.at(folder.resolve("ledger.db"));
    house.access().people().add("ada", Role.ADMIN, AccessHouse.PASSWORD);
    house.access().people().add("bob", Role.VIEWER, AccessHouse.PASSWORD);
    logins = house.access().logins();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private enum Outcome {
    IN,
    WRONG,
    HELD_UP
  }

  private Outcome attempt(String address, String name, String mark, String password) {
    Logins.Result result = logins.attempt(new Logins.Try(address, name, mark), password);
    if (!result.heldUp().isZero()) {
      return Outcome.HELD_UP;
    }
    return result.person().isPresent() ? Outcome.IN : Outcome.WRONG;
  }

  private Outcome attempt(String address, String name, String password) {
    return attempt(address, name, "", password);
  }

  @Test
  void anAddressThatGuessesIsHeldUpWhateverItTriesNext() {
    assertEquals(Outcome.WRONG, attempt("a", "ada", WRONG));
    assertEquals(Outcome.WRONG, attempt("a", "nobody", WRONG));

    assertEquals(Outcome.HELD_UP, attempt("a", "ada", AccessHouse.PASSWORD));
    house.house().advance(Duration.ofSeconds(30));
    assertEquals(Outcome.IN, attempt("a", "ada", AccessHouse.PASSWORD));
  }

  @Test
  void aStrangerHoldsUpNobodyAtAnotherAddress() {
    for (int i = 0; i < 9; i++) {
      attempt("stranger", "ada", WRONG);
    }

    assertEquals(Outcome.IN, attempt("home", "ada", AccessHouse.PASSWORD));
    assertEquals(Outcome.IN, attempt("home", "bob", AccessHouse.PASSWORD));
  }

  @Test
  void manyAddressesTogetherAreHeldUpForOneName() {
    for (int i = 0; i < 8; i++) {
      assertEquals(Outcome.WRONG, attempt("bot-" + i, "ada", WRONG));
    }

    assertEquals(Outcome.HELD_UP, attempt("bot-8", "ada", AccessHouse.PASSWORD));
    assertEquals(Outcome.IN, attempt("bot-8", "bob", AccessHouse.PASSWORD));
  }

  @Test
  void whoOnceKnewThePasswordIsNotLockedOutByStrangers() {
    Person ada = house.access().people().require("ada");
    String mark = logins.mark(ada);
    for (int i = 0; i < 9; i++) {
      attempt("bot-" + i, "ada", WRONG);
      attempt("home", "ada", WRONG);
    }

    assertEquals(Outcome.HELD_UP, attempt("home", "ada", AccessHouse.PASSWORD));
    assertEquals(Outcome.IN, attempt("home", "ada", mark, AccessHouse.PASSWORD));
  }

  @Test
  void aMarkIsGoodForItsOwnNameAndForSoManyGuesses() {
    String mark = logins.mark(house.access().people().require("bob"));
    attempt("home", "ada", WRONG);
    attempt("home", "ada", WRONG);
    assertEquals(Outcome.HELD_UP, attempt("home", "ada", mark, AccessHouse.PASSWORD));
    assertEquals(Outcome.HELD_UP, attempt("home", "ada", "made up", AccessHouse.PASSWORD));

    assertEquals(Outcome.WRONG, attempt("home", "bob", mark, WRONG));
    assertEquals(Outcome.WRONG, attempt("home", "bob", mark, WRONG));
    assertEquals(Outcome.HELD_UP, attempt("home", "bob", mark, AccessHouse.PASSWORD));
  }

  @Test
  void rightPasswordsCostNothing() {
    for (int i = 0; i < 20; i++) {
      assertEquals(Outcome.IN, attempt("home", "ada", AccessHouse.PASSWORD));
    }
  }

  @Test
  void namesThatNobodyHasAreHeldUpTheSameWay() {
    int held = 0;
    for (int i = 0; i < 9; i++) {
      held += attempt("bot-" + i, "nobody", WRONG) == Outcome.HELD_UP ? 1 : 0;
    }

    assertEquals(1, held);
  }

  @Test
  void everybodyTogetherCannotKeepTheProcessorBusy() {
    int held = 0;
    for (int i = 0; i < 121; i++) {
      held += attempt("bot-" + i, "nobody-" + i, WRONG) == Outcome.HELD_UP ? 1 : 0;
    }

    assertTrue(held >= 1, "a hundred and twenty a minute");
    String mark = logins.mark(house.access().people().require("ada"));
    assertEquals(Outcome.IN, attempt("home", "ada", mark, AccessHouse.PASSWORD));
  }

  @Test
  void saysHowLongToWait() {
    attempt("a", "ada", WRONG);
    attempt("a", "ada", WRONG);

    var result = logins.attempt(new Logins.Try("a", "ada", ""), WRONG);

    assertEquals(Duration.ofSeconds(30), result.heldUp());
    assertTrue(result.person().isEmpty());
  }
}
