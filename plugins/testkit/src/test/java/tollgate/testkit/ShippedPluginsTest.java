package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every plugin of the checkout is held to a contract; which one, its own contract test checks. */
class ShippedPluginsTest {
  private static final Path PLUGINS = Path.of("..").toAbsolutePath().normalize();
  private static final Path TESTS = Path.of("src", "test", "java");

  /** The one plugin that is tested here and not beside its sources. */
  private static final Path INVENTED = PLUGINS.resolve("invented");

  @Test
  void everyPluginHasAContractTest() throws IOException {
    List<Path> modules;
    try (Stream<Path> files = Files.walk(PLUGINS, 3)) {
      modules =
          files
              .filter(file -> file.endsWith("pom.xml"))
              .filter(pom -> read(pom).contains("<plugin.id>"))
              .map(Path::getParent)
              .toList();
    }

    assertFalse(modules.isEmpty(), "no plugins under " + PLUGINS);
    assertEquals(
        List.of(),
        modules.stream()
            .filter(module -> !hasContractTest(testsOf(module)))
            .map(module -> PLUGINS.relativize(module) + " has no …ContractTest.java")
            .toList());
  }

  private static Path testsOf(Path module) {
    return module.equals(INVENTED)
        ? TESTS.resolve(Path.of("tollgate", "testkit", "acme"))
        : module.resolve(TESTS);
  }

  private static boolean hasContractTest(Path sources) {
    if (!Files.isDirectory(sources)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith("ContractTest.java"))
          .anyMatch(file -> read(file).matches("(?s).*class \\w+ extends \\w+Contract\\b.*"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
