package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Script;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/**
 * Everything that can change while streams run changes while streams run. The long form has the
 * numbers of an office: {@code -Dtollgate.long=true}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SwapIT {
  private static final boolean LONG = Boolean.getBoolean("tollgate.long");
  private static final int STREAMS = LONG ? 500 : 60;
  private static final int POLICY_SWAPS = LONG ? 700 : 60;
  private static final int PROVIDER_SWAPS = LONG ? 200 : 20;
  private static final int EVENTS = LONG ? 3_600 : 240;
  private static final Duration PACE = Duration.ofMillis(50);
  private static final int SAVES_WATCHED = 10;

  private static final String MODEL = "gpt-5-2025-08-07";
  private static final String EVENT_STREAM = "text/event-stream";
  private static final String BODY =
      """
      {"id":"c","object":"chat.completion","model":"gpt-5-2025-08-07","choices":[{"index":0,\
      "message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}\
      """;

  @TempDir private static Path folder;
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    stand = Stand.in(folder, given -> given);
    Script stream = Scripts.paced(EVENT_STREAM, events(), PACE);
    Script whole = Scripts.json(BODY);
    stand
        .upstream()
        .answers((request, leg) ->
            (request.text().contains("\"stream\":true") ? stream : whole).play(request, leg));
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  private static List<byte[]> events() {
    var events = new ArrayList<byte[]>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(
          event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word " + i + " \"}}]}"));
    }
    events.add(
        event(
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":240,"
                + "\"total_tokens\":249}}"));
    events.add("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    return events;
  }

  private static byte[] event(String more) {
    String json =
        "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\""
            + MODEL
            + "\","
            + more.substring(1);
    return ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @Order(1)
  void streamsFinishOnWhatTheyStartedWithWhilePoliciesAndProvidersAreSwapped() throws Exception {
    byte[] wanted = joined(events());
    policy("export const decide = (call) => tag('swap', 'none');");
    change("POST", "/admin/policies/reload");
    calls(50);
    List<Long> calm = calls(100);
    Vitals busy;
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var streams = new ArrayList<Future<Answer>>();
      for (int i = 0; i < STREAMS; i++) {
        streams.add(clients.submit(SwapIT::stream));
      }
      Eventually.holds("all streams run", () -> metric("tollgate_calls_in_flight") == STREAMS);
      busy = Vitals.of(stand.gateway());
      var over = new CountDownLatch(1);
      Future<List<Long>> beside = clients.submit(() -> callsUntil(over));
      try {
        tell("save to active", swapAll());
      } finally {
        over.countDown();
      }
      tell("a call undisturbed", calm);
      tell("a call beside swaps", beside.get());
      for (Future<Answer> each : streams) {
        Answer answer = each.get();
        assertEquals(200, answer.status(), answer::toString);
        assertTrue(answer.clean(), "the stream did not end as one ends");
        assertArrayEquals(wanted, answer.body());
      }
    }
    List<Json> earlier = earlierOnesCollected();
    assertEquals(List.of(), stand.gateway().errors().events("listener.error"));
    assertTrue(earlier.size() > 10, earlier::toString);
    Vitals.of(stand.gateway()).holdsNoMoreThan(busy);
  }

  private static byte[] joined(List<byte[]> pieces) {
    var all = new StringBuilder();
    pieces.forEach(piece -> all.append(new String(piece, StandardCharsets.UTF_8)));
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Answer stream() throws Exception {
    Ask ask = Requests.chatStream(MODEL);
    try (RawClient client = stand.gateway().connect()) {
      return client.send(ask).reply(ask).whole();
    }
  }

  /** How long each took, in microseconds. */
  private static List<Long> calls(int number) throws Exception {
    var took = new ArrayList<Long>();
    for (int i = 0; i < number; i++) {
      took.add(call());
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

  private static long call() throws Exception {
    long from = System.nanoTime();
    Answer answer = stand.ask(Requests.chat(MODEL));
    assertEquals(200, answer.status(), answer::toString);
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - from);
  }

  /** Swaps one after the other; gives how long those took that only a saved file told of. */
  private static List<Long> swapAll() throws Exception {
    var saved = new ArrayList<Long>();
    for (int i = 0; i < POLICY_SWAPS; i++) {
      boolean watched = i < SAVES_WATCHED;
      String old = policies();
      long from = System.nanoTime();
      policy("export const decide = (call) => tag('swap', '" + i + "');");
      if (!watched) {
        change("POST", "/admin/policies/reload");
      }
      Eventually.holds("the policy is in force", () -> !policies().equals(old));
      if (watched) {
        saved.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - from));
      }
      if (i % (POLICY_SWAPS / PROVIDER_SWAPS) == 0) {
        provider(i);
        change("POST", "/admin/providers/reload");
      }
    }
    return saved;
  }

  private static void policy(String text) throws Exception {
    Path file = Files.createDirectories(folder.resolve("data/policies")).resolve("swap.js");
    Files.writeString(file, text);
  }

  private static String policies() throws Exception {
    return see("/admin/policies").at("generation").text();
  }

  /** The provider that serves is another one with each call of this. */
  private static void provider(int number) throws Exception {
    FakeUpstream upstream = stand.upstream();
    Files.writeString(
        folder.resolve("tollgate.toml"),
        GatewaySettings.empty()
            .provider("fake", upstream.address(), "default = true", "models = [\"gpt-\"]")
            .provider("spare-" + number, upstream.address())
            .price(MODEL, "1.25", "10", "0.125", "0", "0")
            .text());
  }

  private static Json see(String path) throws Exception {
    return stand.gateway().see(path).json();
  }

  private static Json change(String method, String path) throws Exception {
    Ask ask = Ask.of(method, path).with("x-admin-token", stand.gateway().adminToken());
    Answer answer = stand.ask(ask);
    assertEquals(200, answer.status(), answer::toString);
    return answer.json();
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
          collectGarbage();
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

  private static void collectGarbage() throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process =
        new ProcessBuilder(jcmd, Long.toString(stand.gateway().pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor());
  }

  private static void tell(String what, List<Long> micros) {
    List<Long> sorted = micros.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%s: %d times, p50 %.1f ms, p99 %.1f ms%n",
        what,
        sorted.size(),
        sorted.get(sorted.size() / 2) / 1000.0,
        sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)) / 1000.0);
  }

  private static double metric(String name) throws Exception {
    return stand
        .gateway()
        .see("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  /** What a process holds of its machine. */
  private record Vitals(long descriptors, long threads, long metaspace) {
    static Vitals of(GatewayProcess gateway) throws Exception {
      Path process = Path.of("/proc", Long.toString(gateway.pid()));
      long metaspace = (long) metric("jvm_memory_used_bytes{area=\"nonheap\",id=\"Metaspace\"}");
      return new Vitals(count(process.resolve("fd")), count(process.resolve("task")), metaspace);
    }

    private static long count(Path entries) throws Exception {
      if (!Files.isDirectory(entries)) {
        return 0;
      }
      try (Stream<Path> list = Files.list(entries)) {
        return list.count();
      }
    }

    /** With some room for what comes and goes: less than one of each for every swap. */
    void holdsNoMoreThan(Vitals busy) {
      System.out.println("while streams ran " + busy + ", afterwards " + this);
      assertTrue(descriptors <= busy.descriptors + 10, this + " after " + busy);
      assertTrue(threads <= busy.threads + 20, this + " after " + busy);
      assertTrue(metaspace <= busy.metaspace + (16 << 20), this + " after " + busy);
    }
  }

  @Test
  @Order(2)
  void aHangUpHasAllFilesReadAnewAndNamesWhatNeedsARestart() throws Exception {
    policy("export const decide = (call) => tag('hup');");
    Files.writeString(
        folder.resolve("tollgate.toml"),
        GatewaySettings.with(stand.upstream().address())
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
        folder.resolve("tollgate.toml"), GatewaySettings.with(stand.upstream().address()).text());
    Eventually.holds(
        "the provider is gone",
        () -> stand.gateway().see("/admin/providers/second").status() != 200);
  }
}
