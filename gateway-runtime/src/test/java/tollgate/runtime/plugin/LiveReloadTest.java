package tollgate.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.call.RequestFacts;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.generation.Pin;

/** Plugins change while calls run. */
class LiveReloadTest {
  private static final int RELOADS = 12;

  @TempDir Path folder;
  private final RecordedEvents events = new RecordedEvents();

  @AfterEach
  void stopListening() {
    events.close();
  }

  /** A detector that says its jar's number, by a class that is loaded at the first call only. */
  private static void install(HostHarness harness, int number) {
    TestJar.plugin("tool.live")
        .body(
            """
            static final class Late { static String tool() { return "number-%d"; } }
            private volatile boolean closed;
            public void close() { closed = true; }
            public List<ToolDetector> toolDetectors() {
              return List.of(new ToolDetector() {
                public String tool() { return "live"; }
                public Optional<Identity> detect(ClientHead head, RequestFacts facts) {
                  if (closed) { throw new IllegalStateException("asked after its end"); }
                  return head.path().equals("/") ? Optional.empty()
                      : Optional.of(Identity.of(Late.tool(), Evidence.HINT, "x"));
                }
              });
            }
            """
                .formatted(number))
        .into(harness.plugins);
  }

  private static String ask(Pin<PluginSet> pin) {
    var head = new ClientHead("POST", "/v1/x", "", Headers.none());
    var detector = pin.value().detectors().getFirst().value();
    return detector.detect(head, RequestFacts.unread()).orElseThrow().tool();
  }

  @Test
  void finishesACallOnThePluginItBeganWith() {
    var harness = new HostHarness(folder);
    Queue<Runnable> janitor = new ArrayDeque<>();
    install(harness, 1);
    PluginSet first = harness.load();
    var generations =
        new Generations<>(first, PluginSet::parts, janitor::add, InstantSource.system());
    Pin<PluginSet> running = generations.pin();
    install(harness, 2);

    assertTrue(generations.swap(first, harness.reload(first)));

    assertEquals("number-1", ask(running));
    try (Pin<PluginSet> arriving = generations.pin()) {
      assertEquals("number-2", ask(arriving));
    }
    assertEquals(0, events.count(ChangeEvent.PLUGIN_RETIRED));
    running.close();
    janitor.remove().run();
    assertEquals(1, events.count(ChangeEvent.PLUGIN_RETIRED));
    generations.close();
    janitor.remove().run();
  }

  @Test
  void losesNoCallWhilePluginsAreReplaced() throws Exception {
    var harness = new HostHarness(folder);
    install(harness, 0);
    var running = new AtomicBoolean(true);
    try (ExecutorService janitor = Executors.newSingleThreadExecutor();
        ExecutorService callers = Executors.newFixedThreadPool(2)) {
      PluginSet current = harness.load();
      var generations =
          new Generations<>(current, PluginSet::parts, janitor, InstantSource.system());
      var calls = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 2; i++) {
        calls.add(callers.submit(() -> callUntilEnd(running, generations)));
      }
      for (int i = 1; i <= RELOADS; i++) {
        install(harness, i);
        PluginSet next = harness.reload(current);
        assertTrue(generations.swap(current, next));
        current = next;
      }
      running.set(false);
      for (Future<Integer> caller : calls) {
        assertTrue(caller.get(60, TimeUnit.SECONDS) > 0, "some calls were made");
      }
      generations.close();
    } finally {
      running.set(false);
    }

    assertEquals(RELOADS + 1, events.count(ChangeEvent.PLUGIN_RETIRED));
    assertEquals(0, events.count(ChangeEvent.PLUGIN_FAULT));
  }

  private static int callUntilEnd(AtomicBoolean running, Generations<PluginSet> generations) {
    int calls = 0;
    while (running.get() || calls == 0) {
      try (Pin<PluginSet> pin = generations.pin()) {
        assertTrue(ask(pin).startsWith("number-"));
        calls++;
      }
    }
    return calls;
  }
}
