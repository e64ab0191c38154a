import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes the Java that comes along in the zips for one platform: the modules of the building JDK
 * that the gateway and its plugins may need. Made anew only when that JDK or the list is another.
 */
final class BundledRuntime {
  private BundledRuntime() {}

  static void make(Path folder, String modules) throws IOException {
    String recipe = System.getProperty("java.runtime.version") + " " + modules;
    Path made = folder.resolveSibling(folder.getFileName() + ".made");
    if (Files.isDirectory(folder) && Files.exists(made) && Files.readString(made).equals(recipe)) {
      return;
    }
    delete(folder);
    link(folder, modules);
    Files.writeString(made, recipe);
  }

  /** Not compressed: the zip is, smaller so, and classes are read sooner. */
  private static void link(Path folder, String modules) {
    List<String> arguments =
        List.of(
            "--add-modules",
            modules,
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            "--compress",
            "zip-0",
            "--output",
            folder.toString());
    var said = new StringWriter();
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
    int status =
        jlink.run(new PrintWriter(said), new PrintWriter(said), arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IllegalStateException("jlink failed: " + said);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
