package tollgate.runtime.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  /** Worked out by another implementation, Bouncy Castle 1.86: sixteen zero bytes of salt. */
  private static final String KNOWN =
      "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA"
          + "$WonE/8h7kHQhNgCTLUG96jneOKVB6KBmUD/GT3HxbX8";

  private final SecureRandom random = new SecureRandom();
  private final Passwords cheap = new Passwords(random, new Passwords.Cost(64, 1));

  @Test
  void isWhatOthersMakeOfIt() {
    assertTrue(cheap.isRight("hunter2", Optional.of(KNOWN)), "a hash names its own cost");
    assertFalse(cheap.isRight("hunter3", Optional.of(KNOWN)));
  }

  @Test
  void costsMemoryAndTimeByDefault() {
    String hash = new Passwords(random, Passwords.Cost.ORDINARY).hash("correct horse battery");

    assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
  }

  @Test
  void isSaltedAnewEachTime() {
    assertNotEquals(cheap.hash("correct horse battery"), cheap.hash("correct horse battery"));
  }

  @Test
  void nobodysPasswordIsNeverRight() {
    assertFalse(cheap.isRight("", Optional.empty()));
    assertFalse(cheap.isRight("correct horse battery", Optional.empty()));
  }

  @Test
  void theSameLettersAreTheSamePasswordInEveryFormOfUnicode() {
    String hash = cheap.hash("pa\u00dfw\u00f6rter sind lang");

    assertTrue(cheap.isRight("pa\u00dfwo\u0308rter sind lang", Optional.of(hash)));
  }

  @Test
  void refusesWhatIsShortBlankOrEndless() {
    assertEquals(Optional.empty(), Passwords.objectionTo("twelve chars"));
    assertTrue(Passwords.objectionTo("eleven char").isPresent());
    assertTrue(Passwords.objectionTo(" ".repeat(20)).isPresent());
    assertTrue(Passwords.objectionTo("x".repeat(1_025)).isPresent());
    assertFalse(cheap.isRight("x".repeat(2_000), Optional.of(cheap.hash("x"))));
  }
}
