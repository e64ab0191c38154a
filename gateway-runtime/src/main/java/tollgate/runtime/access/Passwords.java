package tollgate.runtime.access;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Makes and checks what is kept of a password: Argon2id with 19 MiB, two passes and one lane, the
 * first choice of the OWASP Password Storage Cheat Sheet (November 2026), in the PHC text form,
 * which names its own parameters. Two are worked out at a time, whoever asks: logging in must not
 * take the gateway's memory. Checks take the same time whether or not there is somebody of the
 * name.
 */
final class Passwords {

  /** The shortest password that is taken. */
  static final int SHORTEST = 12;

  private static final int LONGEST = 1_024;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int VERSION = 19; // 1.3, RFC 9106

  /**
   * What a hash costs.
   *
   * @param kib memory
   * @param passes over it
   */
  record Cost(int kib, int passes) {
    static final Cost ORDINARY = new Cost(19_456, 2);
  }

  private final SecureRandom random;
  private final Cost cost;
  private final Semaphore places = new Semaphore(2, true);
  private final String nobodys;

  Passwords(SecureRandom random, Cost cost) {
    this.random = random;
    this.cost = cost;
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    // Of the right form and nobody's: no password is known that it would be the hash of.
    this.nobodys =
        "$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s"
            .formatted(
                VERSION, cost.kib(), cost.passes(), LANES, text(salt), text(bytes(HASH_BYTES)));
  }

  /** Why a password is not taken; empty when it is. */
  static Optional<String> objectionTo(String password) {
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      return Optional.of("the password has fewer than " + SHORTEST + " characters");
    }
    if (password.length() > LONGEST) {
      return Optional.of("the password has more than " + LONGEST + " characters");
    }
    return password.isBlank() ? Optional.of("the password is blank") : Optional.empty();
  }

  /** What is to be kept of a password. */
  String hash(String password) {
    var argon2 =
        Argon2Function.getInstance(
            cost.kib(), cost.passes(), LANES, HASH_BYTES, Argon2.ID, VERSION);
    return inTurn(() -> argon2.hash(plain(password), bytes(SALT_BYTES)).getResult());
  }

  /** Whether that is the password; nothing kept means there is nobody to have one. */
  boolean isRight(String password, Optional<String> kept) {
    if (password.length() > LONGEST) {
      return false;
    }
    boolean same = inTurn(() -> matches(password, kept.orElse(nobodys)));
    return same && kept.isPresent();
  }

  private static boolean matches(String password, String kept) {
    return Argon2Function.getInstanceFromHash(kept)
        .check(plain(password), kept.getBytes(StandardCharsets.UTF_8));
  }

  private <T> T inTurn(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  /** The same password typed on another keyboard may come in another form of Unicode. */
  private static byte[] plain(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
