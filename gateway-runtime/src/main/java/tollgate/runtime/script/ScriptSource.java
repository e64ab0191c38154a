package tollgate.runtime.script;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * An ES module and everything it may import.
 *
 * @param name its file name, for messages
 * @param text its code
 * @param library the modules it may import, by their path beside it, for example {@code lib/a.js}
 */
public record ScriptSource(String name, String text, Map<String, String> library) {

  /** Sources never change. */
  public ScriptSource {
    library = Map.copyOf(library);
  }

  /** What it does, in 64 hexadecimal digits: the same digits, the same code. */
  public String hash() {
    MessageDigest digest = sha256();
    add(digest, text);
    new TreeMap<>(library)
        .forEach((path, code) -> {
          add(digest, path);
          add(digest, code);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java has SHA-256", absent);
    }
  }

  /** Names it only: its code is not for the log. */
  @Override
  public String toString() {
    return "ScriptSource[" + name + "]";
  }
}
