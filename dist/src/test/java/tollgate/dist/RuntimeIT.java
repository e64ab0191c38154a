package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.GatewayProcess.Ended;
import tollgate.dist.kit.Program;
import tollgate.dist.kit.Zip;

/** The zip that brings its own Java, on a machine where there is nothing else. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class RuntimeIT {

  @TempDir private static Path folder;
  private static Path home;

  @BeforeAll
  static void unpack() throws IOException {
    home = Zip.withRuntime().orElseThrow().unpackTo(folder);
  }

  /** Without a Java anywhere, and without a PATH to find one by. */
  private static Ended run(String... words) throws Exception {
    String[] command = new String[words.length + 1];
    command[0] = home.resolve("bin/tollgate").toString();
    System.arraycopy(words, 0, command, 1, words.length);
    return Program.in(folder, command)
        .with("PATH", "")
        .with("TOLLGATE_JAVA_OPTS", "-XX:TieredStopAtLevel=1")
        .run();
  }

  @Test
  void metersTheDemonstrationWithoutAPathAndAHome() throws Exception {
    Ended ended = run("demo", "--once");

    assertEquals(0, ended.status(), ended.output() + ended.errors());
    assertTrue(ended.output().contains("claude-code"), ended.output());
    assertEquals("", ended.errors());
  }

  @Test
  void testsAPolicy() throws Exception {
    Ended ended =
        run(
            "policy",
            "test",
            "night-routing",
            "--set",
            "policies.dir=" + home.resolve("policies"),
            "--data-dir",
            folder.resolve("data").toString());

    assertEquals(0, ended.status(), ended.output() + ended.errors());
  }

  @Test
  void hasEveryModuleThatAJarAsksFor() throws IOException {
    String line =
        Files.readAllLines(home.resolve("runtime/release")).stream()
            .filter(one -> one.startsWith("MODULES="))
            .findFirst()
            .orElseThrow();
    Set<String> there =
        Arrays.stream(line.replaceAll("MODULES=|\"", "").split(" ", -1))
            .collect(Collectors.toSet());
    var missing = new TreeSet<String>();
    for (String part : new String[] {"lib", "plugins"}) {
      ModuleFinder.of(home.resolve(part)).findAll().stream()
          .flatMap(module -> module.descriptor().requires().stream())
          .filter(asked -> !asked.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
          .map(ModuleDescriptor.Requires::name)
          .filter(name -> name.startsWith("java.") || name.startsWith("jdk."))
          .filter(name -> !there.contains(name))
          .forEach(missing::add);
    }

    assertEquals(Set.of(), missing);
  }
}
