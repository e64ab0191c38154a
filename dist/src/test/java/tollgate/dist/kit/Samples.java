package tollgate.dist.kit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The plugins of docs/samples, built as a stranger does it: javac, jar and the tree's API. */
public final class Samples {
  private static final Path SAMPLES = Path.of("..", "docs", "samples");

  private Samples() {}

  /** Builds a sample into a folder; gives its jar. */
  public static Path build(String name, Path folder) throws IOException {
    return build(name, "Plugin-Version: 1.0.0", folder);
  }

  /** The same in another version. */
  public static Path build(String name, String version, Path folder) throws IOException {
    Path sample = SAMPLES.resolve(name);
    Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
    String manifest = Files.readString(sample.resolve("manifest.txt"));
    Path lines = folder.resolve(name + "-manifest.txt");
    Files.writeString(lines, manifest.replace("Plugin-Version: 1.0.0", version));
    Path jar = folder.resolve("sample." + name + ".jar");
    run("javac", compile(sample.resolve("src"), classes));
    run(
        "jar",
        List.of("-c", "-f", jar.toString(), "-m", lines.toString(), "-C", classes.toString(), "."));
    return jar;
  }

  private static List<String> compile(Path sources, Path classes) throws IOException {
    var arguments =
        new ArrayList<>(List.of("-p", TestTree.built().api().toString(), "-d", classes.toString()));
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    return arguments;
  }

  private static void run(String tool, List<String> arguments) {
    var said = new StringWriter();
    int failed =
        ToolProvider.findFirst(tool)
            .orElseThrow()
            .run(new PrintWriter(said), new PrintWriter(said), arguments.toArray(String[]::new));
    if (failed != 0) {
      throw new IllegalStateException(tool + " " + arguments + ": " + said);
    }
  }
}
