package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Alone;
import tollgate.dist.kit.Digest;

/**
 * Builds what is committed twice, by people who have nothing in common but the JDK and Maven: some
 * minutes each, so with {@code -Dtollgate.long=true} only.
 */
@Alone
@EnabledIfSystemProperty(named = "tollgate.long", matches = "true")
@DisabledOnOs(OS.WINDOWS)
class ReproducibleIT {
  private static final int LONGEST_MINUTES = 15;

  private static final String BUILD =
      """
      umask "$2" && git clone -q "$0" "$1" && cd "$1" && ./mvnw -q -DskipTests package
      """;

  @TempDir private Path folder;

  @Test
  void anotherFolderMaskAndZoneGiveTheSameBytes() throws Exception {
    Map<String, String> one = built("one", "022", "UTC");
    Map<String, String> other = built("another/much/deeper", "027", "Asia/Tokyo");

    assertTrue(one.size() >= 2, one::toString);
    assertEquals(one, other);
  }

  /** The digests of what is shipped, by name. */
  private Map<String, String> built(String name, String mask, String zone) throws Exception {
    Path clone = folder.resolve(name);
    Path checkout = Path.of("..").toRealPath();
    Path said = folder.resolve("said");
    var builder =
        new ProcessBuilder("sh", "-c", BUILD, checkout.toString(), clone.toString(), mask)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("TZ", zone);
    Process build = builder.start();
    assertTrue(build.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES), "it ends");
    assertEquals(0, build.exitValue(), Files.readString(said));
    var digests = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(clone.resolve("dist/target"))) {
      for (Path file : files.toList()) {
        String found = file.getFileName().toString();
        if (found.matches("tollgate-.*\\.(zip|json)")) {
          digests.put(found, Digest.of(Files.readAllBytes(file)));
        }
      }
    }
    return digests;
  }
}
