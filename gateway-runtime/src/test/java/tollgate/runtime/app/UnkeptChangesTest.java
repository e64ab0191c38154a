package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.json.Json;
import tollgate.runtime.admin.AdminRoom.ProviderCare.Edited;
import tollgate.runtime.config.KeptProviders;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.ledger.Actions.Deed;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.plugin.PluginCard;
import tollgate.runtime.plugin.Snippets;
import tollgate.runtime.plugin.TestJar;
import tollgate.runtime.policy.Mode;
import tollgate.runtime.policy.PolicyDesk;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.upstream.Breakers;
import tollgate.runtime.upstream.ProviderTrial;
import tollgate.runtime.upstream.UpstreamCaller;

/** What the ledger cannot keep a record of does not happen, whatever kind of change it is. */
class UnkeptChangesTest {
  private static final PolicyDesk.Files POLICY =
      new PolicyDesk.Files("export const decide = (call) => tag('a');", "");

  @TempDir Path folder;
  private final CloseStack stack = new CloseStack();
  private LoadedSettings loaded;
  private Disk disk;
  private Changes changes;
  private LiveCaps caps;
  private Generations<Generation> generations;
  private LivePlugins plugins;
  private PolicyDesk policies;
  private ProviderOffice providers;

  @BeforeEach
  void begin() throws IOException {
    TestJar.invented(Files.createDirectories(folder.resolve("plugins")));
    settings("5", "1");
    var flags =
        Map.of(
            "data-dir",
            folder.resolve("data").toString(),
            "plugins.dir",
            folder.resolve("plugins").toString(),
            "pricing.offline",
            "true");
    String file = folder.resolve("tollgate.toml").toString();
    loaded = SettingsLoader.load(SettingSources.here(file, flags), types -> Set.of("acme"));
    var clock = InstantSource.system();
    var metrics = stack.push(new Metrics());
    disk = Disk.open(loaded.settings(), metrics, clock, new SecureRandom(), stack);
    var actions = new Actions(disk.database().writer(), clock);
    changes = new Changes(loaded.settings(), disk.words(), clock, actions::note);
    generations = changes.begin(clock, stack);
    stack.push(changes.policies());
    changes.beginPolicies(generations);
    plugins = new LivePlugins(changes, generations, loaded, new PluginAudit(actions));
    plugins.begin();
    policies = changes.policyDesk(generations);
    caps = new LiveCaps(loaded.settings().caps(), ZoneOffset.UTC, new KeyNames(List::of));
    var breakers = new Breakers(Shapes.upstream(loaded.settings()));
    var caller = stack.push(new UpstreamCaller(Shapes.upstream(loaded.settings()), breakers));
    providers =
        new ProviderOffice(
            loaded,
            (fresh, deeds) -> {
              var all = Stream.concat(caps.deeds(fresh.caps()).stream(), deeds.stream()).toList();
              var now = changes.applyProviders(generations, fresh.providers(), all);
              caps.use(fresh.caps(), caps.shaped(fresh.caps()));
              return now;
            },
            breakers,
            new ProviderTrial(caller),
            clock);
  }

  @AfterEach
  void end() {
    stack.close();
  }

  private void settings(String usd, String input) throws IOException {
    String text =
        """
        [[provider]]
        id = "engine"
        type = "acme"
        base-url = "http://127.0.0.1:9"
        [[cap]]
        id = "day"
        usd = %s
        per = "day"
        [[price]]
        model = "acme-1"
        input = "%s"
        output = "2"
        """
            .formatted(usd, input);
    Files.writeString(folder.resolve("tollgate.toml"), text);
  }

  private void sql(String text) {
    disk.database().writer().submit(at -> at.statement(text).executeUpdate()).await();
  }

  private void theAuditFails() {
    sql("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END");
  }

  private void theAuditIsWell() {
    sql("DROP TRIGGER full");
  }

  private void assertNotMade(Runnable change) {
    long number = generations.number();
    var refused = assertThrows(ProblemException.class, change::run);
    assertEquals(GatewayProblem.STORE_UNAVAILABLE, refused.report().problem());
    assertEquals(number, generations.number());
  }

  private byte[] detector(String version) throws IOException {
    Path jar =
        TestJar.plugin("tool.x")
            .manifest("Plugin-Version", version)
            .body(Snippets.detector("x"))
            .into(folder.resolve("made"));
    return Files.readAllBytes(jar);
  }

  private List<String> inUse() {
    return plugins.inForce().plugins().stream()
        .map(card -> card.id() + " " + card.version())
        .toList();
  }

  @Test
  void pluginsStayAsTheyWereAndSoDoTheirFiles() throws IOException {
    PluginCard card = plugins.install(detector("1.0.0"));
    byte[] bytes = Files.readAllBytes(card.file());
    List<String> before = inUse();
    theAuditFails();

    assertNotMade(() -> plugins.install(detectorOrFail("2.0.0")));
    assertNotMade(() -> plugins.enable("tool.x", false));
    assertNotMade(() -> plugins.configure("tool.x", Map.of()));
    assertNotMade(() -> plugins.reload("tool.x"));
    assertNotMade(() -> plugins.remove("tool.x"));
    assertNotMade(() -> plugins.release("tool.x"));

    assertEquals(before, inUse());
    assertEquals(List.of(), plugins.inForce().disabled());
    assertEquals(bytes.length, Files.size(card.file()));
  }

  private byte[] detectorOrFail(String version) {
    try {
      return detector(version);
    } catch (IOException unwritable) {
      throw new AssertionError(unwritable);
    }
  }

  @Test
  void aJarInTheFolderIsInUseOnceItCanBeKeptWhoPutItThere() throws IOException {
    Files.write(folder.resolve("plugins/dropped.jar"), detector("1.0.0"));
    theAuditFails();

    assertNotMade(plugins::follow);
    theAuditIsWell();
    plugins.follow();

    assertTrue(inUse().contains("tool.x 1.0.0"), () -> inUse().toString());
  }

  @Test
  void policiesStayAsTheyWereAndSoDoTheirFiles() throws IOException {
    Path file = folder.resolve("data/policies/a.js");
    theAuditFails();
    assertNotMade(() -> policies.put("a", POLICY));
    assertFalse(Files.exists(file));
    theAuditIsWell();
    policies.put("a", POLICY);
    theAuditFails();

    var other = new PolicyDesk.Files(POLICY.text().replace("'a'", "'b'"), "");
    assertNotMade(() -> policies.put("a", other));
    assertNotMade(() -> policies.mode("a", Mode.OFF));
    assertNotMade(() -> policies.delete("a"));
    assertNotMade(() -> policies.release("a"));

    assertEquals(POLICY, policies.read("a"));
    assertEquals(Mode.ENFORCE, policies.standing().policies().getFirst().mode());
    Files.writeString(file, other.text());
    assertNotMade(() -> changes.applyPolicies(generations));
    theAuditIsWell();
    assertEquals(List.of(), changes.applyPolicies(generations));
    policies.mode("a", Mode.SHADOW);
    policies.delete("a");
    assertEquals(List.of(), policies.standing().policies());
  }

  private static Edited added(KeptProviders kept) {
    Json.Obj spare =
        Json.object("id", "spare", "type", "acme", "upstreamBaseUrl", "http://127.0.0.1:9");
    return new Edited(kept.with("spare", spare), new Deed("provider.added", "spare", ""));
  }

  @Test
  void providersCapsAndPricesStayAsTheyWere() throws IOException {
    PriceBook prices = generations.current().prices();
    Object before = caps.list();
    theAuditFails();

    assertNotMade(() -> providers.keep(UnkeptChangesTest::added));
    assertFalse(Files.exists(providers.keptFile()));
    settings("6", "3");
    assertNotMade(providers::reload);
    assertEquals(before, caps.list());
    assertNotMade(() -> changes.usePrices(generations, loaded.again().read().settings()));
    assertSame(prices, generations.current().prices());

    theAuditIsWell();
    LoadedSettings fresh = providers.renew();
    changes.usePrices(generations, fresh.settings());
    providers.keep(UnkeptChangesTest::added);
    assertTrue(generations.current().providers().find("spare").isPresent());
    assertNotEquals(before, caps.list());
    assertNotSame(prices, generations.current().prices());
  }

  @Test
  void aWatchTriesAgainWhatCouldNotBeKept() {
    var watch = new FileWatch(() -> "the same", "another");
    watch.look();
    assertTrue(watch.look());
    assertFalse(watch.look());

    watch.again();

    assertTrue(watch.look());
  }
}
