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
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Alone;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.TestTree;

/** The archive of classes; the gateways of the tests after this one start from what it makes. */
@Alone
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

  private static Path archive(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("tollgate"))) {
      return files
          .filter(file -> file.toString().endsWith(".aot"))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .orElseThrow();
    }
  }
}
