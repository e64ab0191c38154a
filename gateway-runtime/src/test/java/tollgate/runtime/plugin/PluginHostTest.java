package tollgate.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.RequestFacts;
import tollgate.api.tool.ToolDetector;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.RecordedEvents;

class PluginHostTest {
  private static final String DECLARED =
      "public List<PluginSetting> settings() {"
          + " return List.of(PluginSetting.of(\"greeting\", \"What to say.\", \"\")); }";

  @TempDir Path folder;

  private final RecordedEvents events = new RecordedEvents();

  @AfterEach
  void stopListening() {
    events.close();
  }

  /** A plugin that writes something into its data folder when it is started. */
  private static TestJar saying(String id, String expression) {
    return saying(id, "", expression);
  }

  private static TestJar saying(String id, String declarations, String expression) {
    return TestJar.plugin(id)
        .body(
            declarations
                + """
                public void start(PluginContext context) throws Exception {
                  Files.writeString(context.dataDirectory().resolve("said"), String.valueOf(%s));
                }
                """
                    .formatted(expression));
  }

  @Test
  void loadsEveryKindOfContribution() {
    var harness = new HostHarness(folder);
    TestJar.invented(harness.plugins);

    PluginSet set = harness.load();

    assertEquals(List.of(), set.refused());
    PluginCard card = set.plugins().getFirst();
    assertEquals("invented", card.id());
    assertEquals(
        Map.of(
            "tool", List.of("acme-cli"),
            "dialect", List.of("acme-ask"),
            "endpoint",
                List.of(
                    "POST /acme/v1/ask",
                    "GET /acme/v1/engines",
                    "GET /acme/v1/engines/{}",
                    "WEBSOCKET /acme/v1/ask"),
            "provider type", List.of("acme"),
            "account source", List.of("acme-accounts"),
            "quota probe", List.of("acme"),
            "pricing source", List.of("acme-prices"),
            "usage source", List.of("acme-journal"),
            "face", List.of("acme-face"),
            "resource", List.of("GET /acme/spent", "GET /acme/spent/{}")),
        card.brings());
    assertEquals("acme-ask", set.dialect(new DialectId("acme-ask")).orElseThrow().name());
    assertEquals("acme", set.transform("acme").orElseThrow().name());
    assertEquals(Optional.empty(), set.dialect(new DialectId("unheard-of")));
    assertTrue(set.endpoints().match("POST", "/acme/v1/ask").isPresent());
    HostHarness.close(set);
  }

  @Test
  void givesEveryJarAModuleInALayerOfItsOwn() {
    var harness = new HostHarness(folder);
    TestJar.invented(harness.plugins);

    PluginSet set = harness.load();

    Class<?> type = set.detectors().getFirst().value().getClass();
    assertEquals("tollgate.invented", type.getModule().getName());
    assertNotSame(ModuleLayer.boot(), type.getModule().getLayer());
    assertEquals(1, type.getModule().getLayer().modules().size());
    assertNotSame(getClass().getClassLoader(), type.getClassLoader());
    assertSame(
        ToolDetector.class.getClassLoader(),
        type.getInterfaces()[0].getClassLoader(),
        "the API is the gateway's own");
    HostHarness.close(set);
  }

  @Test
  void servesContributionsInPluginOrder() {
    var harness = new HostHarness(folder);
    for (String id : List.of("tool.b", "tool.c", "tool.a")) {
      TestJar.plugin(id)
          .file("z-" + id + ".jar")
          .body(Snippets.detector(id.substring(5)))
          .into(harness.plugins);
    }

    PluginSet set = harness.load();

    assertEquals(List.of("a", "b", "c"), set.detectors().stream().map(Contribution::name).toList());
    HostHarness.close(set);
  }

  @Test
  void hidesTheGatewayAndItsLibrariesFromAPlugin() {
    var harness = new HostHarness(folder);
    saying(
            "spy",
            """
            java.util.stream.Stream.of(
                "tollgate.runtime.plugin.PluginHost", "org.pf4j.Plugin", "org.slf4j.Logger",
                "org.eclipse.jetty.server.Server", "tools.jackson.databind.ObjectMapper",
                "java.sql.Connection", "tollgate.api.call.Headers").filter(name -> {
                  try {
                    return Class.forName(name) != null;
                  } catch (ClassNotFoundException hidden) {
                    return false;
                  }
                }).toList()
            """)
        .into(harness.plugins);

    PluginSet set = harness.load();

    assertEquals(List.of(), set.refused());
    assertEquals("[java.sql.Connection, tollgate.api.call.Headers]", harness.said("spy"));
    HostHarness.close(set);
  }

  @Test
  void letsAPluginReadItsOwnResourcesAndNoOthers() {
    var harness = new HostHarness(folder);
    saying(
            "reader",
            """
            new String(P.class.getResourceAsStream("note.txt").readAllBytes())
                + (P.class.getResource("/tollgate/runtime/plugin/PluginHost.class") == null)
                + P.class.getClassLoader().resources("META-INF/MANIFEST.MF").count()
            """)
        .entry("test/reader/note.txt", "noted ")
        .into(harness.plugins);

    PluginSet set = harness.load();

    assertEquals(List.of(), set.refused());
    assertEquals("noted true1", harness.said("reader"));
    HostHarness.close(set);
  }

  @Test
  void handsOverSettingsClockAndFolder() {
    var harness = new HostHarness(folder);
    harness.settings.put("context", Map.of("greeting", "hello"));
    saying(
            "context",
            DECLARED,
            "context.pluginId() + context.settings() + context.clock().instant()"
                + " + context.dataDirectory().getFileName()")
        .into(harness.plugins);

    PluginSet set = harness.load();

    assertEquals("context{greeting=hello}" + HostHarness.NOW + "context", harness.said("context"));
    HostHarness.close(set);
  }

  @Test
  void writesWhatAPluginLogsIntoTheLog() {
    var harness = new HostHarness(folder);
    TestJar.plugin("talker")
        .body(
            """
            public void start(PluginContext context) {
              context.logger().log(System.Logger.Level.WARNING, "{0} of {1}", 1, 2);
              context.logger().log(System.Logger.Level.ERROR, "it''s {0}", new Exception("bad"));
            }
            """)
        .into(harness.plugins);

    PluginSet set = harness.load();

    assertEquals("1 of 2", events.field(ChangeEvent.PLUGIN_WARNING, "message"));
    assertEquals("talker", events.field(ChangeEvent.PLUGIN_WARNING, "plugin"));
    assertEquals(
        "it''s {0}", events.field(ChangeEvent.PLUGIN_ERROR, "message"), "no values, no pattern");
    assertEquals("java.lang.Exception: bad", events.field(ChangeEvent.PLUGIN_ERROR, "err"));
    assertEquals("1.2.3", events.field(ChangeEvent.PLUGIN_LOADED, "version"));
    HostHarness.close(set);
    assertEquals("talker", events.field(ChangeEvent.PLUGIN_RETIRED, "plugin"));
  }

  @Test
  void loadsAFolderOfAPluginWithItsLibraries() {
    var harness = new HostHarness(folder);
    Path bundle = harness.plugins.resolve("bundle");
    TestJar.library(bundle, "some.library", true);
    saying("bundled", "some.library.L.hello()").requires("some.library").besideLibraries(bundle);

    PluginSet set = harness.load();

    assertEquals(List.of(), set.refused());
    assertEquals("hello", harness.said("bundled"));
    HostHarness.close(set);
  }

  @Test
  void runsOnWhenTheFileIsReplaced() throws IOException {
    var harness = new HostHarness(folder);
    Path jar =
        TestJar.plugin("tool.lazy")
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
    PluginSet set = harness.load();

    Files.writeString(jar, "gone");

    var head = new ClientHead("GET", "/now", "", Headers.none());
    var identity = set.detectors().getFirst().value().detect(head, RequestFacts.unread());
    assertEquals("late", identity.orElseThrow().tool());
    HostHarness.close(set);
  }

  @Test
  void takesOverWhatDidNotChange() {
    var harness = new HostHarness(folder);
    TestJar.plugin("tool.a").body(Snippets.detector("a")).into(harness.plugins);
    TestJar.plugin("tool.b").body(Snippets.detector("b")).into(harness.plugins);
    PluginSet first = harness.load();
    TestJar.plugin("tool.b").body(Snippets.detector("b2")).into(harness.plugins);
    TestJar.plugin("tool.c").body(Snippets.detector("c")).into(harness.plugins);

    PluginSet second = harness.reload(first);

    assertSame(first.detectors().get(0), second.detectors().get(0), "state is kept as well");
    assertEquals(
        List.of("a", "b2", "c"), second.detectors().stream().map(Contribution::name).toList());
    assertEquals("b", first.detectors().get(1).name(), "the old set still serves");
    HostHarness.close(first);
    HostHarness.close(second);
  }

  @Test
  void startsAPluginAnewWhenItsSettingsChange() {
    var harness = new HostHarness(folder);
    saying("configured", DECLARED, "context.settings()").into(harness.plugins);
    PluginSet first = harness.load();
    harness.settings.put("configured", Map.of("greeting", "1"));

    PluginSet second = harness.reload(first);

    assertEquals("{greeting=1}", harness.said("configured"));
    assertFalse(second.loaded().contains(first.loaded().getFirst()));
    HostHarness.close(first);
    HostHarness.close(second);
  }

  @Test
  void keepsNoCopyOfWhatIsClosedOrWasRefused() throws IOException {
    var harness = new HostHarness(folder);
    TestJar.invented(harness.plugins);
    TestJar.plugin("old").manifest("Plugin-Requires", ">=9.0.0").into(harness.plugins);
    PluginSet first = harness.load();
    PluginSet second = harness.reload(first);

    assertEquals(1, copies(harness), "one copy serves both sets");
    HostHarness.close(second);
    assertEquals(0, copies(harness));
  }

  private static long copies(HostHarness harness) throws IOException {
    try (Stream<Path> copies = Files.list(harness.staging)) {
      return copies.count();
    }
  }

  @Test
  void beginsWithAnEmptyStagingFolder() throws IOException {
    Path leftover = Files.createDirectories(folder.resolve("staging/plugin-1")).resolve("x.jar");
    Files.writeString(leftover, "left by a crash");

    var harness = new HostHarness(folder);

    assertFalse(Files.exists(leftover));
    assertEquals(List.of(), harness.load().plugins());
  }

  @Test
  void findsNothingInAFolderThatIsNotThere() {
    var harness = new HostHarness(folder);

    PluginSet set = harness.host.load(folder.resolve("nowhere"));

    assertEquals(List.of(), set.plugins());
    assertEquals(List.of(), set.refused());
  }
}
