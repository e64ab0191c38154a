package tollgate.runtime.plugin;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds calls in a class that would end the whole process. Looks at what the class refers to, so a
 * reference is enough; what is called by reflection is not found. Plugins are trusted: this is
 * about accidents, such as a library's command line.
 */
final class EndingCall {
  private static final Map<String, Set<String>> ENDING =
      Map.of("java/lang/System", Set.of("exit"), "java/lang/Runtime", Set.of("exit", "halt"));

  private EndingCall() {}

  /**
   * The first one found, for example {@code System.exit}.
   *
   * @throws IllegalArgumentException when the bytes are no class
   */
  static Optional<String> in(byte[] bytes) {
    // Few classes so much as hold such a word, and to read a class costs far more than to look.
    if (!mentions(bytes, "exit") && !mentions(bytes, "halt")) {
      return Optional.empty();
    }
    for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
      if (entry instanceof MemberRefEntry reference) {
        String owner = reference.owner().asInternalName();
        String method = reference.name().stringValue();
        if (ENDING.getOrDefault(owner, Set.of()).contains(method)) {
          return Optional.of(owner.substring(owner.lastIndexOf('/') + 1) + "." + method);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a word stands in a class as a constant: after its length, in two bytes. */
  private static boolean mentions(byte[] bytes, String word) {
    byte[] wanted = (" " + word).getBytes(StandardCharsets.US_ASCII);
    wanted[0] = (byte) word.length();
    for (int at = 0; at + wanted.length <= bytes.length; at++) {
      int same = 0;
      while (same < wanted.length && bytes[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return true;
      }
    }
    return false;
  }
}
