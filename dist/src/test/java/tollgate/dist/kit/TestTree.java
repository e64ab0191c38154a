package tollgate.dist.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The finished tree that is under test, and copies of it whose plugins differ. */
public final class TestTree {
  private final Path home;

  private TestTree(Path home) {
    this.home = home;
  }

  /** The tree as the build left it. */
  public static TestTree built() {
    return new TestTree(
        Path.of(System.getProperty("tollgate.tree", "target/tollgate")).toAbsolutePath());
  }

  /** A copy in that folder whose plugins may be changed; the libraries are copied, too. */
  public TestTree copiedTo(Path folder) throws IOException {
    for (String part : List.of("bin", "lib", "plugins", "policies", "conf")) {
      copy(home.resolve(part), folder.resolve(part));
    }
    return new TestTree(folder.toAbsolutePath());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /** The plugin jars the build made for tests only. */
  public static List<Path> testPlugins() throws IOException {
    Path folder = Path.of(System.getProperty("tollgate.test.plugins", "target/test-plugins"));
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** Where gateways under test keep what they can do without, such as the class archive. */
  public static Path cache() {
    return Path.of("target", "cache").toAbsolutePath();
  }

  /** Its folder. */
  public Path home() {
    return home;
  }

  /** The start script. */
  public Path script() {
    return home.resolve("bin/tollgate");
  }

  /** The jar that plugins are built against. */
  public Path api() throws IOException {
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith("gateway-api-"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Where plugin jars lie. */
  public Path plugins() {
    return home.resolve("plugins");
  }

  /** The plugin jars. */
  public List<Path> pluginJars() throws IOException {
    try (Stream<Path> jars = Files.list(plugins())) {
      return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** Where shipped settings lie. */
  public Path conf() {
    return home.resolve("conf");
  }
}
