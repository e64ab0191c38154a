package tollgate.runtime.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes keys and their hashes. */
final class Secrets {

  /** How every key made here begins, so that people and scanners recognise one. */
  private static final String MARK = "tgk_";

  private static final int RANDOM_BYTES = 32;
  private static final int PREFIX_LENGTH = 8;

  private Secrets() {}

  /** A new key: 256 bits of chance in 43 characters after the mark. */
  static String secret(RandomGenerator random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A new key's id. */
  static String id(RandomGenerator random) {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return "key-" + HexFormat.of().formatHex(bytes);
  }

  /** Enough of a key to tell it from others, and far too little to guess it. */
  static String prefix(String secret) {
    return secret.substring(0, Math.min(PREFIX_LENGTH, secret.length()));
  }

  /**
   * What is kept of a key: plain SHA-256 in hexadecimal, as other gateways keep theirs, so that
   * keys can move.
   */
  static String hash(String secret) {
    try {
      byte[] text = secret.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
