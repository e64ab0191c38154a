package tollgate.testkit.acme;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the plugin of the invented vendor lies, and its golden cases. */
final class Acme {
  static final Path JAR = jar();
  static final Path CASES = Path.of("src", "test", "resources", "acme");

  private Acme() {}

  /** The jar on the class path; its module is loaded by the contracts, not by the tests' JVM. */
  private static Path jar() {
    try {
      String entry =
          ClassLoader.getSystemResource("tollgate/invented/AcmePlugin.class")
              .toURI()
              .getRawSchemeSpecificPart();
      return Path.of(new URI(entry.substring(0, entry.indexOf("!/"))));
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
