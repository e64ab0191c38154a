package tollgate.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;

/** Copies of jars: made when a file is another one, and there as long as classes come from them. */
class StagedCopiesTest {
  private static final String ID = "tool.lazy";

  @TempDir Path folder;

  private HostHarness harness;
  private PluginSet first = PluginSet.EMPTY;

  /** A plugin with a class that is read from its jar when it is first needed. */
  @BeforeEach
  void load() {
    harness = new HostHarness(folder);
    TestJar.plugin(ID)
        .body(
            """
            static final class Late { static String word() { return "late"; } }
            public List<ToolDetector> toolDetectors() {
              return List.of(new ToolDetector() {
                public String tool() { return "lazy"; }
                public Optional<Identity> detect(ClientHead head, RequestFacts facts) {
                  return head.path().equals("/") ? Optional.empty()
                      : Optional.of(Identity.of(Late.word(), Evidence.HINT, "x"));
                }
              });
            }
            """)
        .into(harness.plugins);
    first = harness.load();
    assertEquals(List.of(), first.refused());
  }

  private static String late(PluginSet set) {
    var head = new ClientHead("GET", "/now", "", Headers.none());
    return set.detectors().getFirst().value().detect(head, RequestFacts.unread()).stream()
        .map(Identity::tool)
        .findFirst()
        .orElse("");
  }

  private long copies() throws IOException {
    try (Stream<Path> copies = Files.list(harness.staging)) {
      return copies.count();
    }
  }

  @Test
  void aFileThatNobodyTouchedIsNotCopiedAgain() throws IOException {
    FileTime longAgo = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(harness.staging, longAgo);

    PluginSet second = harness.reload(first);

    assertEquals(longAgo, Files.getLastModifiedTime(harness.staging), "nothing came or went in it");
    assertEquals("late", late(second));
    HostHarness.close(second);
    assertEquals(0, copies());
  }

  @Test
  void whatIsStartedAnewFromTheSameFileOutlivesTheOneBefore() throws IOException {
    PluginSet second = harness.reload(first, Set.of(ID));

    assertNotSame(first.loaded().getFirst(), second.loaded().getFirst());
    HostHarness.close(first);
    assertEquals("late", late(second));
    HostHarness.close(second);
    assertEquals(0, copies());
  }

  @Test
  void whatIsSwitchedOffServesItsLastCalls() throws IOException {
    harness.admission = new Admission(Set.of(), Set.of(ID));

    PluginSet second = harness.reload(first);

    assertEquals(List.of(), second.plugins());
    assertEquals("late", late(first));
    HostHarness.close(first);
    assertEquals(0, copies());
  }

  @Test
  void theTwinOfAJarInUseDoesNotTakeItsCopyAlong() throws IOException {
    Path jar = harness.plugins.resolve(ID + ".jar");
    Files.copy(jar, harness.plugins.resolve("a-twin.jar"));

    PluginSet second = harness.reload(first);

    assertEquals(1, second.refused().size());
    assertEquals("late", late(second));
    assertEquals(1, copies());
    HostHarness.close(second);
  }

  @Test
  void aJarThatIsNotAllowedAnyMoreIsRefusedThoughNobodyTouchedIt() throws IOException {
    harness.admission = new Admission(Set.of("another"), Set.of());

    PluginSet second = harness.reload(first);

    assertEquals(1, second.refused().size());
    assertEquals("late", late(first));
    HostHarness.close(first);
    assertEquals(0, copies());
  }
}
