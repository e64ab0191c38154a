package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.First;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewayProcess.Ended;
import tollgate.dist.kit.Program;
import tollgate.dist.kit.TestTree;

/** The archive of classes; the gateways of the tests after this one start from what it makes. */
@First
@DisabledOnOs(OS.WINDOWS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArchiveIT {
  private static final String REFUSED = "startup.archive_refused";

  @TempDir Path folder;

  @Test
  @Order(1)
  void isMadeByACommandAndUsedFromThenOn() throws Exception {
    GatewayProcess.Ended made = GatewayProcess.run(Map.of(), "archive");

    assertEquals(0, made.status(), made.errors());
    Path archive = archive(TestTree.cache());
    assertTrue(made.output().contains(archive.toString()), made.output());
    assertEquals("", made.errors());
    try (var gateway =
        GatewayProcess.in(folder).with("TOLLGATE_JAVA_OPTS", "-XX:AOTMode=on").start()) {
      assertFalse(gateway.output().text().contains(REFUSED), gateway.output().text());
    }
  }

  @Test
  @Order(2)
  void thatDoesNotFitIsToldInOneLineAndTheGatewayStarts() throws Exception {
    Path other = folder.resolve("cache");
    Path archive = other.resolve(TestTree.cache().relativize(archive(TestTree.cache())));
    Files.createDirectories(archive.getParent());
    Files.writeString(archive, "no archive at all");

    try (var gateway = GatewayProcess.in(folder).with("XDG_CACHE_HOME", other.toString()).start()) {
      List<String> refused =
          gateway.output().lines().stream().filter(line -> line.contains(REFUSED)).toList();
      assertEquals(1, refused.size(), gateway.output().text());
      assertTrue(refused.getFirst().contains(archive.toString()), refused.getFirst());
      assertEquals("", gateway.errors().text());
    }
  }

  @Test
  @Order(3)
  void thatIsOlderThanTheJarsIsLeftAlone() throws Exception {
    Path other = folder.resolve("cache");
    Path archive = other.resolve(TestTree.cache().relativize(archive(TestTree.cache())));
    Files.createDirectories(archive.getParent());
    Files.writeString(archive, "of an earlier version");
    Files.setLastModifiedTime(archive, FileTime.fromMillis(0));

    GatewayProcess.Ended ended =
        GatewayProcess.run(
            Map.of("XDG_CACHE_HOME", other.toString(), "TOLLGATE_JAVA_OPTS", "-XX:AOTMode=on"),
            "version");

    assertEquals(0, ended.status(), ended.errors());
  }

  @Test
  @Order(4)
  void thatWasMadeBeforeAJarChangedIsTold() throws Exception {
    Path jar = TestTree.built().api();
    FileTime before = Files.getLastModifiedTime(jar);
    try {
      Files.setLastModifiedTime(jar, FileTime.fromMillis(before.toMillis() - 60_000));

      assertToldOnce(GatewayProcess.in(folder));
    } finally {
      Files.setLastModifiedTime(jar, before);
    }
  }

  @Test
  @Order(5)
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void ofAnotherJavaIsTold() throws Exception {
    Path runtime = TestTree.built().home().resolveSibling("runtime");

    assertToldOnce(GatewayProcess.in(folder).with("TOLLGATE_JAVA_HOME", runtime.toString()));
  }

  @Test
  @Order(6)
  void ofTheFolderTheProgramWasMovedFromIsTold() throws Exception {
    TestTree moved = TestTree.built().copiedTo(folder.resolve("moved"));
    Path cache = Files.createDirectories(folder.resolve("cache/tollgate"));
    Files.copy(archive(TestTree.cache()), cache.resolve(sumOf(moved.home().toString()) + ".aot"));
    Files.setLastModifiedTime(moved.home().resolve("lib"), FileTime.fromMillis(0));

    assertToldOnce(
        GatewayProcess.in(folder).from(moved).with("XDG_CACHE_HOME", cache.getParent().toString()));
  }

  /** As the launcher names the archive of an installation: what cksum says, without the blank. */
  private String sumOf(String text) throws Exception {
    String say = "printf %s '" + text + "' | cksum | tr ' ' -";
    return Program.in(folder, "sh", "-c", say).with("PATH", "/usr/bin:/bin").run().output().strip();
  }

  /** A start that comes as far as its database, which is none: that is soon enough. */
  private static void assertToldOnce(GatewayProcess.Plan plan) throws Exception {
    Files.createDirectories(plan.data());
    Files.writeString(plan.data().resolve("tollgate.db"), "Dear diary");

    Ended ended = plan.startInVain();

    String said = ended.output() + ended.errors();
    assertTrue(said.contains("store.corrupt"), said);
    assertEquals(1, said.lines().filter(line -> line.contains(REFUSED)).count(), said);
    assertFalse(said.contains("[error]"), said);
  }

  private static Path archive(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("tollgate"))) {
      return files
          .filter(file -> file.toString().endsWith(".aot"))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .orElseThrow();
    }
  }
}
