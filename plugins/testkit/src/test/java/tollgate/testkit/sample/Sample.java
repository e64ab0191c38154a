package tollgate.testkit.sample;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.api.GatewayPlugin;

/** A sample of docs/samples, built as a stranger builds it: with javac, jar and the API. */
final class Sample {
  private static final Path SAMPLES = Path.of("..", "..", "docs", "samples");

  private Sample() {}

  /** The golden cases of a sample. */
  static Path cases(String name) {
    return SAMPLES.resolve(name).resolve("cases");
  }

  /** Builds a sample; gives its jar. */
  static Path jar(String name) {
    try {
      Path built = Path.of("target", "samples", name).toAbsolutePath();
      Path classes = Files.createDirectories(built.resolve("classes"));
      Path jar = built.resolve(name + ".jar");
      var compile =
          new ArrayList<>(
              List.of(
                  "-p",
                  api(),
                  "-d",
                  classes.toString(),
                  "-Xlint:all,-requires-automatic",
                  "-Werror"));
      compile.addAll(sources(SAMPLES.resolve(name).resolve("src")));
      run("javac", compile);
      run(
          "jar",
          List.of(
              "--create",
              "--file",
              jar.toString(),
              "--manifest",
              SAMPLES.resolve(name).resolve("manifest.txt").toString(),
              "-C",
              classes.toString(),
              "."));
      return jar;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Compiles the tests of a sample, which need the testkit and JUnit besides. */
  static void compileTests(String name) throws IOException {
    Path classes = Files.createDirectories(Path.of("target", "samples", name, "test-classes"));
    var compile = new ArrayList<>(List.of("-cp", path(), "-d", classes.toString(), "-proc:none"));
    compile.addAll(sources(SAMPLES.resolve(name).resolve("test")));
    run("javac", compile);
  }

  /** Everything these tests run with. */
  private static String path() {
    return Stream.of("jdk.module.path", "java.class.path")
        .map(property -> System.getProperty(property, ""))
        .collect(Collectors.joining(File.pathSeparator));
  }

  static List<String> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).filter(file -> file.endsWith(".java")).sorted().toList();
    }
  }

  /** Where the API is that these tests run with. */
  private static String api() {
    return GatewayPlugin.class
        .getModule()
        .getLayer()
        .configuration()
        .findModule("tollgate.api")
        .flatMap(module -> module.reference().location())
        .map(Path::of)
        .orElseThrow()
        .toString();
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
