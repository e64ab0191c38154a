package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.call.RequestFacts;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.plugin.Admission;
import tollgate.runtime.plugin.HostSettings;
import tollgate.runtime.plugin.PluginGuard;
import tollgate.runtime.plugin.PluginHost;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.plugin.TestJar;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator is told of a plugin: how well it is, how often it was asked and what it did. */
class PluginJsonTest {
  private static final String ID = "tool.moody";

  @TempDir Path folder;

  private final PluginGuard guard = new PluginGuard(PluginGuard.Limits.ORDINARY);
  private PluginHost host;
  private Path jar;
  private PluginSet set = PluginSet.EMPTY;

  /** A detector that throws at one path. */
  @BeforeEach
  void load() throws IOException {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    jar =
        TestJar.plugin(ID)
            .body(
                """
                public List<ToolDetector> toolDetectors() {
                  return List.of(new ToolDetector() {
                    public String tool() { return "moody"; }
                    public Optional<Identity> detect(ClientHead head, RequestFacts facts) {
                      if (head.path().equals("/bad")) {
                        throw new IllegalStateException("not today");
                      }
                      return Optional.empty();
                    }
                  });
                }
                """)
            .into(plugins);
    host =
        new PluginHost(
            new HostSettings(
                folder.resolve("staging"),
                folder.resolve("data"),
                id -> Map.of(),
                () -> Admission.EVERY,
                InstantSource.system(),
                (address, lastVersion) -> {
                  throw new IOException("there is no web here");
                },
                Duration.ofSeconds(30)));
    set = host.load(plugins);
    assertEquals(List.of(), set.refused());
  }

  private void ask(String path, int times) {
    var detector = set.detectors().getFirst();
    var head = new ClientHead("GET", path, "", Headers.none());
    for (int i = 0; i < times; i++) {
      guard.call(
          detector, () -> detector.value().detect(head, RequestFacts.unread()), Optional.empty());
    }
  }

  private JsonNode told() {
    return read(PluginJson.of(set, set.plugin(ID).orElseThrow(), true, List.of()));
  }

  private static JsonNode read(Json json) {
    return JsonMapper.shared().readTree(JsonText.write(json));
  }

  @Test
  void countsCallsAndFaultsOfEachPartWithTheLastThatWasThrown() {
    ask("/", 3);
    ask("/bad", 2);

    JsonNode told = told();
    JsonNode part = told.at("/parts/0");
    assertEquals("good", told.at("/health").asString());
    assertEquals(5, told.at("/calls").asInt());
    assertEquals(2, told.at("/faults").asInt());
    assertEquals("java.lang.IllegalStateException: not today", told.at("/last_fault").asString());
    assertEquals("moody", part.at("/name").asString());
    assertEquals(5, part.at("/calls").asInt());
    assertEquals(2, part.at("/faults").asInt());
    assertTrue(part.at("/p99_us").asLong() > 0, part::toString);
    assertTrue(part.at("/aside_until").isNull(), part::toString);
  }

  @Test
  void tellsThatAPartIsSetAsideAndThatItIsReleased() {
    ask("/bad", 5);

    JsonNode aside = told();
    set.release(ID);

    assertEquals("set_aside", aside.at("/health").asString());
    assertEquals(1, aside.at("/parts/0/times_set_aside").asInt());
    assertFalse(aside.at("/parts/0/aside_until").isNull(), aside::toString);
    assertEquals("good", told().at("/health").asString());
  }

  @Test
  void tellsThatAFileCannotTakeThePlaceOfThePluginThatServes() throws IOException {
    Files.writeString(jar, "half a jar");

    set = host.reload(folder.resolve("plugins"), set, Set.of());

    JsonNode all = read(PluginJson.of(set));
    assertEquals("successor_refused", told().at("/health").asString());
    assertEquals(ID + ".jar", all.at("/refused/0/name").asString());
    assertEquals("plugin.unreadable", all.at("/refused/0/code").asString());
    assertFalse(all.at("/refused/0/remedy").asString().isEmpty(), all::toString);
  }
}
