package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts the finished tree the way a person does. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final Path TREE = Path.of(System.getProperty("tollgate.tree"));
  private static final String VERSION = "tollgate " + System.getProperty("tollgate.version");

  @TempDir Path folder;
  private final List<Path> links = new ArrayList<>();

  @AfterEach
  void removeLinks() throws IOException {
    for (Path link : links) {
      Files.delete(link);
    }
  }

  record Ended(int status, String output, String errors) {}

  @Test
  void tellsItsVersionOnTheModulePath() throws Exception {
    Ended ended = start(TREE.resolve("bin/tollgate"), Map.of());

    assertEquals(new Ended(0, VERSION, ""), ended);
  }

  @Test
  void startsThroughALinkFromAFolderWithSpaces() throws Exception {
    Path spaced = Files.createDirectories(folder.resolve("an own folder"));
    Path tree = link(spaced.resolve("the tree"), TREE);
    Path link = link(spaced.resolve("tg"), tree.resolve("bin/tollgate"));

    assertEquals(new Ended(0, VERSION, ""), start(link, Map.of()));
  }

  @Test
  void startsFromACopyWhosePathHasSpaces() throws Exception {
    Path copy = copyOfBin(folder.resolve("a copy"));
    link(copy.resolve("lib"), TREE.resolve("lib"));

    assertEquals(new Ended(0, VERSION, ""), start(copy.resolve("bin/tollgate"), Map.of()));
  }

  @Test
  void prefersTheBundledRuntimeAndReadsItsReleaseFile() throws Exception {
    Path copy = copyOfBin(folder.resolve("bundled"));
    fakeJava(copy.resolve("runtime"), "JAVA_VERSION=\"25.0.1\"", "echo bundled \"$@\"");

    Ended ended = start(copy.resolve("bin/tollgate"), Map.of(), "two words", "*");

    assertTrue(ended.output().startsWith("bundled "), ended.output());
    assertTrue(ended.output().endsWith("cli.Main two words *"), ended.output());
  }

  @Test
  void asksAJavaThatHasNoReleaseFile() throws Exception {
    Path java = folder.resolve("unlabelled");
    fakeJava(java, "", "echo 'openjdk version \"26-ea\"' >&2");

    Ended ended =
        start(TREE.resolve("bin/tollgate"), Map.of("TOLLGATE_JAVA_HOME", java.toString()));

    assertEquals("openjdk version \"26-ea\"", ended.errors());
  }

  @Test
  void passesOverAJavaThatIsTooOld() throws Exception {
    Path old = folder.resolve("old");
    fakeJava(old, "JAVA_VERSION=\"1.8.0_400\"", "echo old");
    var settings =
        Map.of("TOLLGATE_JAVA_HOME", old.toString(), "JAVA_HOME", System.getProperty("java.home"));

    assertEquals(new Ended(0, VERSION, ""), start(TREE.resolve("bin/tollgate"), settings));
  }

  @Test
  void whatItWritesIsItsUsersAlone() throws Exception {
    Path copy = copyOfBin(folder.resolve("private"));
    fakeJava(copy.resolve("runtime"), "JAVA_VERSION=\"25\"", "umask");

    assertTrue(start(copy.resolve("bin/tollgate"), Map.of()).output().endsWith("077"));
  }

  @Test
  void runsTheServerUnderG1AndAddsTheUsersOptions() throws Exception {
    Path copy = copyOfBin(folder.resolve("server"));
    fakeJava(copy.resolve("runtime"), "JAVA_VERSION=\"25\"", "echo \"$@\"");

    Ended ended =
        start(
            copy.resolve("bin/tollgate"), Map.of("TOLLGATE_JAVA_OPTS", "-Xmx64m -Dstar=*"), "run");

    assertTrue(ended.output().contains("-XX:+UseG1GC "), ended.output());
    assertTrue(ended.output().contains(" -Xmx64m -Dstar=* "), ended.output());
  }

  @Test
  void looksForAPersonsFilesWhereTheirHomeIs() throws Exception {
    Path copy = copyOfBin(folder.resolve("home"));
    fakeJava(copy.resolve("runtime"), "JAVA_VERSION=\"25\"", "printf '%s|' \"$@\"");
    Path program = copy.resolve("bin/tollgate");

    Ended there = start(program, Map.of("HOME", "/srv/some body"));
    Ended nowhere = start(program, Map.of("HOME", ""));

    assertTrue(there.output().contains("|-Duser.home=/srv/some body|"), there.output());
    assertFalse(nowhere.output().contains("user.home"), nowhere.output());
  }

  private Path link(Path from, Path to) throws IOException {
    links.add(from);
    return Files.createSymbolicLink(from, to);
  }

  private static Path copyOfBin(Path home) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.copy(
        TREE.resolve("bin/tollgate"),
        home.resolve("bin/tollgate"),
        StandardCopyOption.COPY_ATTRIBUTES);
    return home;
  }

  private static void fakeJava(Path home, String release, String script) throws IOException {
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    assertTrue(java.toFile().setExecutable(true), "cannot make " + java + " executable");
    if (!release.isEmpty()) {
      Files.writeString(home.resolve("release"), release + "\n");
    }
  }

  private Ended start(Path program, Map<String, String> settings, String... arguments)
      throws Exception {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments.length == 0 ? new String[] {"--version"} : arguments));
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    var builder = new ProcessBuilder(command);
    builder.environment().remove("TOLLGATE_JAVA_OPTS");
    builder.environment().putAll(settings);
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());

    Process process = builder.start();

    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "did not end within 30 seconds");
    return new Ended(
        process.exitValue(), Files.readString(output).strip(), Files.readString(errors).strip());
  }
}
