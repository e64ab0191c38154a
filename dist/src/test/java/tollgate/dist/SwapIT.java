package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.bench.LiveStreams;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Samples;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;
import tollgate.dist.kit.TestTree;
import tollgate.dist.kit.Vitals;

/**
 * Everything that can change while streams run changes while streams run: policies, a plugin's jar,
 * providers, prices, a key. The long form has the numbers of an office: {@code
 * -Dtollgate.long=true}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SwapIT {
  private static final boolean LONG = Boolean.getBoolean("tollgate.long");
  private static final int STREAMS = LONG ? 500 : 100;

  /**
   * So many begin at once: no more than may wait for a policy, whatever the machine does beside.
   */
  private static final int AT_ONCE = 50;

  private static final int POLICY_SWAPS = LONG ? 700 : 60;
  private static final int PLUGIN_SWAPS = LONG ? 200 : 20;
  private static final int PROVIDER_SWAPS = LONG ? 70 : 20;
  private static final Duration PACE = Duration.ofMillis(50);
  private static final Duration WARMING = Duration.ofSeconds(LONG ? 30 : 1);
  private static final Duration UNDISTURBED = Duration.ofSeconds(LONG ? 30 : 1);

  /** A gateway gets faster for longer than it can be warmed up; the quieter time counts. */
  private static final Duration UNDISTURBED_AGAIN = Duration.ofSeconds(LONG ? 30 : 1);

  /** At least so long; the short form takes as long as the swaps take. */
  private static final Duration SWAPPING = Duration.ofSeconds(LONG ? 270 : 0);

  private static final Duration LOOK = Duration.ofMillis(25);

  /** Streams and swaps are many enough to repay the thorough compiler in the long form only. */
  private static final String COMPILER = LONG ? "-XX:TieredStopAtLevel=4" : "";

  private static final String MODEL = "gpt-5-2025-08-07";
  private static final String LIVE_MODEL = "gpt-5-mini";
  private static final String PLUGIN = "sample.detector";
  private static final String BODY =
      """
      {"id":"c","object":"chat.completion","model":"gpt-5-2025-08-07","choices":[{"index":0,\
      "message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}\
      """;

  @TempDir private static Path folder;
  private static final List<Path> JARS = new ArrayList<>();
  private static LiveStreams streaming;
  private static Stand stand;
  private static String policies = "";
  private static volatile String credential = "";

  @BeforeAll
  static void start() throws Exception {
    for (Path jar : TestTree.built().pluginJars()) {
      Files.copy(jar, Files.createDirectories(plugins()).resolve(jar.getFileName()));
    }
    for (String version : List.of("1.0.0", "1.1.0")) {
      Path made = Files.createDirectories(folder.resolve("made-" + version));
      JARS.add(Samples.build("detector", "Plugin-Version: " + version, made));
    }
    dropPlugin(0);
    streaming = new LiveStreams(LIVE_MODEL, PACE);
    stand = Stand.in(folder, COMPILER, settings -> withStreams(withPlugins(settings), 0));
    stand.upstream().answers(Scripts.json(BODY));
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
    streaming.close();
  }

  private static Path plugins() {
    return folder.resolve("plugins");
  }

  private static GatewaySettings withPlugins(GatewaySettings settings) {
    return settings.set("plugins.dir", "\"" + plugins() + "\"");
  }

  /** The provider of the streams, another one for every number. */
  private static GatewaySettings withStreams(GatewaySettings settings, int number) {
    String models = "models = [\"" + LIVE_MODEL + "\", \"nobody-asks-for-" + number + "\"]";
    return settings.provider("live", streaming.address(), models);
  }

  @Test
  @Order(1)
  void streamsFinishOnWhatTheyStartedWithWhileEverythingIsSwapped() throws Exception {
    policy("export const decide = (call) => tag('swap', 'none');");
    policies = change("POST", "/admin/policies/reload").at("generation").text();
    Json key = stand.ask(changing("POST", "/admin/keys", "{\"name\":\"streams\"}")).json();
    credential = key.at("key").text();
    calls(50);
    beginStreams();
    callsFor(WARMING);
    long calmFrom = System.nanoTime();
    List<Long> calm = callsFor(UNDISTURBED);
    long calmTo = System.nanoTime();
    Vitals busy = Vitals.of(stand.gateway());
    List<Long> beside = swapAll(key.at("id").text());
    long swapsTo = System.nanoTime();
    List<Long> calmAgain = callsFor(UNDISTURBED_AGAIN);
    long end = System.nanoTime();
    List<LiveStreams.Seen> seen = streaming.end();

    tell("a call undisturbed", calm);
    tell("a call beside swaps", beside);
    tell("a call undisturbed again", calmAgain);
    long before = tell("an event undisturbed", LiveStreams.delays(seen, calmFrom, calmTo));
    long swapping = tell("an event beside swaps", LiveStreams.delays(seen, calmTo, swapsTo));
    long after = tell("an event undisturbed again", LiveStreams.delays(seen, swapsTo, end));
    System.out.printf(
        Locale.ROOT,
        "%d streams; %d policies, %d plugins, %d providers swapped in %.1f s; added p99 %.2f ms%n",
        seen.size(),
        POLICY_SWAPS,
        PLUGIN_SWAPS,
        PROVIDER_SWAPS,
        (swapsTo - calmTo) / 1e9,
        (swapping - Math.min(before, after)) / 1e6);
    assertEquals(STREAMS, seen.size());
    for (LiveStreams.Seen each : seen) {
      assertEquals(200, each.status());
      assertTrue(each.clean(), "the stream did not end as one ends");
      assertTrue(each.unchanged(), "other bytes came than were sent");
    }
    List<Json> earlier = earlierOnesCollected();
    assertEquals(List.of(), stand.gateway().errors().events("listener.error"));
    assertTrue(earlier.size() > 10, earlier::toString);
    oldLoadersAreGone();
    Vitals quiet = Vitals.of(stand.gateway());
    System.out.println("while streams ran " + busy + ", afterwards " + quiet);
    quiet.holdsNoMoreThan(busy.withoutDescriptors(STREAMS));
  }

  /** Every other batch of them with a key, the others known by their tool. */
  private static void beginStreams() throws Exception {
    int port = stand.gateway().port();
    for (int begun = AT_ONCE; begun <= STREAMS; begun += AT_ONCE) {
      boolean keyed = begun / AT_ONCE % 2 == 0;
      String field = keyed ? "x-api-key" : "x-beaver-session";
      streaming.begin(AT_ONCE, port, field, keyed ? credential : "lodge");
      int running = begun;
      Eventually.holds("streams run", LOOK, () -> metric("tollgate_calls_in_flight") == running);
    }
  }

  /** How long each took, in nanoseconds. */
  private static List<Long> calls(int number) throws Exception {
    var took = new ArrayList<Long>();
    for (int i = 0; i < number; i++) {
      took.add(call());
    }
    return took;
  }

  private static long call() throws Exception {
    long from = System.nanoTime();
    Answer answer =
        stand.ask(
            Requests.chat(MODEL)
                .instead("authorization", "Bearer " + credential)
                .with("x-beaver-session", "lodge"));
    assertEquals(200, answer.status(), answer::toString);
    return System.nanoTime() - from;
  }

  private static List<Long> callsFor(Duration time) throws Exception {
    var over = new CountDownLatch(1);
    long end = System.nanoTime() + time.toNanos();
    var took = new ArrayList<Long>();
    while (!over.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
      took.add(call());
      if (System.nanoTime() > end) {
        over.countDown();
      }
    }
    return took;
  }

  /** Twenty a second. */
  private static List<Long> callsUntil(CountDownLatch over) throws Exception {
    var took = new ArrayList<Long>();
    while (!over.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
      took.add(call());
    }
    return took;
  }

  /** Makes all swaps, each in its time; gives how long calls took meanwhile. */
  private static List<Long> swapAll(String key) throws Exception {
    var over = new CountDownLatch(1);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Long>> beside = clients.submit(() -> callsUntil(over));
      try {
        long from = System.nanoTime();
        for (Swap swap : swaps()) {
          long wait = from + (long) (swap.at() * SWAPPING.toNanos()) - System.nanoTime();
          over.await(wait, TimeUnit.NANOSECONDS);
          swap.way().make(swap.number());
        }
        credential = change("POST", "/admin/keys/" + key + "/rotate").at("key").text();
        calls(1);
      } finally {
        over.countDown();
      }
      return beside.get();
    }
  }

  /** One of the swaps of its kind, and when it is made, between 0 and 1. */
  private record Swap(double at, int number, Way way) {}

  /** How something is swapped. */
  @FunctionalInterface
  private interface Way {
    void make(int number) throws Exception;
  }

  /** Those of every kind, spread evenly over the time. */
  private static List<Swap> swaps() {
    return Stream.of(
            spread(POLICY_SWAPS, SwapIT::swapPolicy),
            spread(PLUGIN_SWAPS, SwapIT::swapPlugin),
            spread(PROVIDER_SWAPS, SwapIT::swapProvider))
        .flatMap(List::stream)
        .sorted(Comparator.comparingDouble(Swap::at))
        .toList();
  }

  private static List<Swap> spread(int number, Way way) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Swap((i + 0.5) / number, i + 1, way))
        .toList();
  }

  /** Every tenth is noticed, the others are asked for. */
  private static void swapPolicy(int number) throws Exception {
    String old = policies;
    policy("export const decide = (call) => tag('swap', '" + number + "');");
    if (number % 10 == 0) {
      Eventually.holds("a saved policy is in force", LOOK, () -> !policies().equals(old));
      policies = policies();
    } else {
      policies = change("POST", "/admin/policies/reload").at("generation").text();
    }
    assertNotEquals(old, policies);
  }

  private static void swapProvider(int number) throws Exception {
    provider(number);
    change("POST", "/admin/reload");
    String models = see("/admin/providers/live").text();
    assertTrue(models.contains("nobody-asks-for-" + number), models);
  }

  private static void swapPlugin(int number) throws Exception {
    dropPlugin(number);
    if (number % 10 != 0) {
      change("POST", "/admin/plugins/reload");
    }
    String wanted = number % 2 == 0 ? "1.0.0" : "1.1.0";
    Eventually.holds(
        "a jar is in use",
        LOOK,
        () -> see("/admin/plugins/" + PLUGIN).at("version").text().equals(wanted));
  }

  private static void dropPlugin(int number) throws Exception {
    Path fresh = Files.copy(JARS.get(number % 2), plugins().resolve("fresh"));
    Files.move(fresh, plugins().resolve(PLUGIN + ".jar"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void policy(String text) throws Exception {
    Path file = Files.createDirectories(folder.resolve("data/policies")).resolve("swap.js");
    Files.writeString(file, text);
  }

  private static String policies() throws Exception {
    return see("/admin/policies").at("generation").text();
  }

  /** Providers, that of the streams among them, and a price are other ones with each number. */
  private static void provider(int number) throws Exception {
    FakeUpstream upstream = stand.upstream();
    Files.writeString(
        folder.resolve("tollgate.toml"),
        withStreams(withPlugins(GatewaySettings.empty()), number)
            .provider("fake", upstream.address(), "default = true", "models = [\"gpt-\"]")
            .provider("spare-" + number, upstream.address())
            .price(MODEL, "1.25", "10", "0.125", "0", "0")
            .price("other", "1." + number, "10", "0.125", "0", "0")
            .text());
  }

  private static Json see(String path) throws Exception {
    return stand.gateway().see(path).json();
  }

  private static Json change(String method, String path) throws Exception {
    Answer answer = stand.ask(changing(method, path, ""));
    assertEquals(200, answer.status(), answer::toString);
    return answer.json();
  }

  private static Ask changing(String method, String path, String body) throws Exception {
    Ask ask = body.isEmpty() ? Ask.of(method, path) : Ask.post(path, body);
    return ask.with("x-admin-token", stand.gateway().adminToken());
  }

  /** The generations before the current one, once none of them is in memory any more. */
  private static List<Json> earlierOnesCollected() throws Exception {
    Callable<List<Json>> earlier =
        () ->
            see("/admin/generations").at("generations").elements().stream()
                .filter(one -> !one.at("state").text().equals("current"))
                .toList();
    Eventually.holds(
        "earlier generations are collected",
        () -> {
          Vitals.jcmd(stand.gateway(), "GC.run");
          return earlier.call().stream()
              .allMatch(
                  one -> one.at("state").text().equals("closed") && one.at("collected").yes());
        });
    String metrics = stand.gateway().see("/metrics").text();
    assertTrue(metrics.contains("\ntollgate_generations_pinned 0.0"), metrics);
    assertTrue(metrics.contains("\ntollgate_generations_uncollected 0.0"), metrics);
    assertTrue(metrics.contains("\ntollgate_plugin_leaks 0.0"), metrics);
    return earlier.call();
  }

  /** No class loader but those of the plugins in use, by weak references and in the heap. */
  private static void oldLoadersAreGone() throws Exception {
    Eventually.holds(
        "loaders are collected",
        () -> {
          Vitals.jcmd(stand.gateway(), "GC.run");
          return metric("tollgate_plugin_retired_loaders") == 0;
        });
    int plugins = see("/admin/plugins").at("plugins").elements().size();
    var heap = Vitals.heap(stand.gateway());
    long loaders = heap.getOrDefault("tollgate.runtime.plugin.LayerLoader", 0L);
    long own = heap.getOrDefault("sample.detector.BeaverPlugin", 0L);
    System.out.println(
        "in the heap: "
            + loaders
            + " loaders of "
            + plugins
            + " plugins, "
            + own
            + " swapped ones");
    assertEquals(plugins, loaders);
    assertEquals(1, own);
  }

  private static void tell(String what, List<Long> nanos) {
    tell(what, nanos.stream().mapToLong(Long::longValue).sorted().toArray());
  }

  /** Gives the 99th percentile. */
  private static long tell(String what, long[] sorted) {
    long p99 = sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)];
    System.out.printf(
        Locale.ROOT,
        "%s: %d times, p50 %.2f ms, p99 %.2f ms%n",
        what,
        sorted.length,
        sorted[sorted.length / 2] / 1e6,
        p99 / 1e6);
    return p99;
  }

  private static double metric(String name) throws Exception {
    return Vitals.metric(stand.gateway(), name);
  }

  @Test
  @Order(2)
  void aHangUpHasAllFilesReadAnewAndNamesWhatNeedsARestart() throws Exception {
    policy("export const decide = (call) => tag('hup');");
    Files.writeString(
        folder.resolve("tollgate.toml"),
        withPlugins(GatewaySettings.with(stand.upstream().address()))
            .provider("second", stand.upstream().address())
            .price("another", "1", "2", "0", "0", "0")
            .set("upstream.breaker.open-after", "999")
            .text());
    assertEquals(
        0,
        new ProcessBuilder("kill", "-HUP", Long.toString(stand.gateway().pid())).start().waitFor());

    Json needed =
        Eventually.found(
            "what needs a restart is told",
            () -> stand.gateway().output().events("config.restart_needed").stream().findFirst());
    assertEquals("upstream.breaker.open-after", needed.at("settings").text());
    Eventually.holds(
        "the provider is there",
        () -> stand.gateway().see("/admin/providers/second").status() == 200);
    Json reloaded = change("POST", "/admin/reload");
    assertEquals(
        List.of("upstream.breaker.open-after"),
        reloaded.at("restart_needed").elements().stream().map(Json::text).toList());
    assertEquals(List.of(), reloaded.at("problems").elements());
    Json audit = see("/admin/audit?action=providers.put_in_force&limit=1").at("entries", 0);
    assertTrue(audit.at("actor").text().matches("signal HUP|file watch"), audit::toString);
    assertTrue(audit.at("detail").text().matches("[0-9a-f]{12} -> [0-9a-f]{12}"), audit::toString);
    Json prices = see("/admin/audit?action=prices.put_in_force&limit=1").at("entries", 0, "detail");
    assertTrue(prices.text().endsWith(", other prices in the settings"), prices::toString);
  }

  @Test
  @Order(3)
  void aFileOfSettingsThatIsWrittenIsReadAndABrokenOneChangesNothing() throws Exception {
    Files.writeString(folder.resolve("tollgate.toml"), "[[provider]]\nid = \"nobody\"\n");
    GatewayProcess.Ended refused =
        GatewayProcess.run(Map.of(), "reload", "--data-dir", folder.resolve("data").toString());

    assertEquals(1, refused.status(), refused::output);
    assertTrue(refused.output().contains("REFUSED"), refused::output);
    assertEquals(200, stand.gateway().see("/admin/providers/second").status());

    Files.writeString(
        folder.resolve("tollgate.toml"),
        withPlugins(GatewaySettings.with(stand.upstream().address())).text());
    Eventually.holds(
        "the provider is gone",
        () -> stand.gateway().see("/admin/providers/second").status() != 200);
  }
}
