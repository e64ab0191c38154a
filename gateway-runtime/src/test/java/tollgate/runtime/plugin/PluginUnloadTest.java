package tollgate.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.RecordedEvents;

/** What is left of a plugin that is gone: nothing. */
class PluginUnloadTest {
  private static final int CYCLES = 20;

  @TempDir Path folder;
  private final RecordedEvents events = new RecordedEvents();

  @AfterEach
  void stopListening() {
    events.close();
  }

  @Test
  @Timeout(120)
  void leavesNothingInMemoryAfterTwentyReloads() throws InterruptedException {
    var harness = new HostHarness(folder);
    TestJar.invented(harness.plugins);
    var queue = new ReferenceQueue<Object>();
    var phantoms = new ArrayList<Reference<Object>>();

    reload(harness, queue, phantoms);

    Set<Reference<?>> collected = new HashSet<>();
    while (collected.size() < phantoms.size()) {
      System.gc();
      for (var gone = queue.remove(200); gone != null; gone = queue.poll()) {
        collected.add(gone);
      }
    }
    assertEquals(2 * CYCLES, collected.size(), "loaders and layers");
    assertEquals(0, harness.host.leaks(Duration.ZERO));
    assertEquals(0, harness.host.retiredLoaders());
    assertEquals(0, openFilesBelow(harness.staging));
  }

  /** In a method of its own, so that no local variable keeps the last set. */
  private static void reload(
      HostHarness harness, ReferenceQueue<Object> queue, List<Reference<Object>> phantoms) {
    PluginSet current = PluginSet.EMPTY;
    for (int i = 0; i < CYCLES; i++) {
      PluginSet next = harness.reload(current, Set.of("invented"));
      use(next);
      watch(next, queue, phantoms);
      HostHarness.close(current);
      current = next;
    }
    HostHarness.close(current);
  }

  /** Loads most of the plugin's classes, its lambdas included. */
  private static void use(PluginSet set) {
    for (var source : set.pricingSources()) {
      try {
        assertTrue(source.value().fetch("").isPresent());
      } catch (IOException impossible) {
        throw new AssertionError(impossible);
      }
    }
    assertFalse(set.faces().getFirst().value().resources().isEmpty());
    assertEquals(1, set.transforms().getFirst().value().settingsSchema().size());
  }

  private static void watch(
      PluginSet set, ReferenceQueue<Object> queue, List<Reference<Object>> phantoms) {
    Class<?> type = set.detectors().getFirst().value().getClass();
    phantoms.add(new PhantomReference<>(type.getClassLoader(), queue));
    phantoms.add(new PhantomReference<>(type.getModule().getLayer(), queue));
  }

  /** How many files in a folder this process holds open; 0 where the system does not tell. */
  private static long openFilesBelow(Path folder) {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return 0;
    }
    try (Stream<Path> open = Files.list(descriptors)) {
      return open.filter(link -> target(link).startsWith(folder.toString())).count();
    } catch (IOException unreadable) {
      return 0;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  @Test
  void countsAPluginThatIsHeldByItsOwnThread() throws InterruptedException {
    var harness = new HostHarness(folder);
    TestJar.plugin("leaky")
        .body(
            """
            static final java.util.concurrent.CountDownLatch END =
                new java.util.concurrent.CountDownLatch(1);
            public void start(PluginContext context) {
              Thread forgotten = new Thread(() -> {
                try { END.await(); } catch (InterruptedException end) { return; }
              }, "forgotten by a plugin");
              forgotten.setDaemon(true);
              forgotten.start();
            }
            """)
        .into(harness.plugins);

    HostHarness.close(harness.load());
    System.gc();

    assertEquals(1, harness.host.retiredLoaders());
    assertEquals(0, events.count(ChangeEvent.PLUGIN_LEAKED), "not for being counted");
    assertEquals(1, harness.host.leaks(Duration.ZERO));
    assertEquals("leaky", events.field(ChangeEvent.PLUGIN_LEAKED, "plugin"));
    harness.host.leaks(Duration.ZERO);
    assertEquals(1, events.count(ChangeEvent.PLUGIN_LEAKED), "reported once");
    assertEquals(0, harness.host.leaks(Duration.ofSeconds(60)), "not yet that long ago");
    endForgottenThread();
  }

  private static void endForgottenThread() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("forgotten by a plugin")) {
        thread.interrupt();
        thread.join();
      }
    }
  }

  @Test
  void closesTheJarWithThePlugin() throws Exception {
    var harness = new HostHarness(folder);
    TestJar.invented(harness.plugins);
    PluginSet set = harness.load();
    ClassLoader loader = set.detectors().getFirst().value().getClass().getClassLoader();
    try (InputStream open = loader.getResourceAsStream("META-INF/MANIFEST.MF")) {
      assertTrue(open.readAllBytes().length > 0);
    }

    HostHarness.close(set);

    assertThrows(
        ClassNotFoundException.class, () -> loader.loadClass("tollgate.invented.AskReader"));
    assertEquals(null, loader.getResource("META-INF/MANIFEST.MF"));
  }

  @Test
  void closesAPluginOnce() {
    var harness = new HostHarness(folder);
    TestJar.invented(harness.plugins);
    PluginSet set = harness.load();

    HostHarness.close(set);
    HostHarness.close(set);

    assertEquals(1, events.count(ChangeEvent.PLUGIN_RETIRED));
  }

  @Test
  void letsGoOfAPluginThatWillNotClose() {
    var harness = new HostHarness(folder, Duration.ofSeconds(2));
    TestJar.plugin("stuck")
        .body(
            "public void close() { while (!Thread.interrupted()) { Thread.onSpinWait(); }"
                + " throw new IllegalStateException(\"hurried\"); }")
        .into(harness.plugins);
    TestJar.plugin("throwing")
        .body("public void close() { throw new IllegalStateException(\"no\"); }")
        .into(harness.plugins);

    HostHarness.close(harness.load());

    assertEquals(2, events.count(ChangeEvent.PLUGIN_RETIRED));
    assertEquals(2, events.count(ChangeEvent.PLUGIN_FAULT));
    assertEquals(1, harness.host.abandonedThreads());
  }
}
