package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.CommandWorker;
import tollgate.dist.kit.Guide;
import tollgate.dist.kit.GuideSession;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Samples;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;
import tollgate.dist.kit.TestTree;

/**
 * What the README and the guide have people type is typed, page by page, at a gateway whose home is
 * empty but for what the pages speak of. A new page is here by itself.
 */
@DisabledOnOs(OS.WINDOWS) // the pages are written for a shell
class GuideIT {

  /** Blocks that no test types as they stand, by page and first line, each with the reason. */
  private static final Map<String, String> NOT_TYPED = new LinkedHashMap<>();

  static {
    not("README.md", "./mvnw -q -DskipTests package", "builds the project; DemoIT has the demo");
    not("README.md", "./mvnw verify", "is what types all others");
    not("README.md", "dist/target/tollgate/bin/tollgate init", "is a talk with a person: SetupIT");
    not("connecting-tools.md", "claude -p", "a tool of somebody else's; try-tools runs it");
    not("connecting-tools.md", "gemini -m", "a tool of somebody else's; try-tools runs it");
    not("connecting-tools.md", "bin/try-tools  ", "runs the tools of others: TryToolsIT");
    not("connecting-tools.md", "bin/try-tools --refuse", "runs the tools of others: TryToolsIT");
    not("connecting-tools.md", "bin/try-tools --cut", "runs the tools of others: TryToolsIT");
    not("policies.md", "$ tollgate policy", "typed by PolicyIT, where it is night");
    not("installing.md", "$ sha256sum", "needs a download");
    not("installing.md", "$ sh install.sh", "installs for whoever runs it");
    not("installing.md", "$ cd tollgate-", "needs an engine for containers");
    not("upgrade.md", "$ sh install.sh", "installs for whoever runs it");
    not("reverse-proxy.md", "$ curl", "asks another machine");
    not("migrating.md", "tollgate import", "reads another program's files: ImportCommandTest");
    not("reports.md", "tollgate top", "stays until somebody leaves it: DataIT");
    not("backup.md", "tollgate service stop", "needs the machine's own service");
    not("services.md", "tollgate service install ", "needs the machine's own service");
    not("services.md", "tollgate init", "needs to be root");
    not("getting-started.md", "$ tollgate init", "is a talk with a person");
    not("getting-started.md", "tollgate init", "needs providers of somebody's own");
    not("getting-started.md", "$ claude", "a tool of somebody else's");
    not("getting-started.md", "$ tollgate doctor", "tells of a fault that is not there");
  }

  private static final String SESSION = "ses_7f3a";
  private static final Pattern BEGINNING = Pattern.compile("(?m)^tollgate (db )?init");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^(\\$ |tollgate |curl |bin/|sudo |\\./)");

  @TempDir private static Path folder;
  private static Path home;
  private static Path work;
  private static Stand stand;
  private static final List<CommandWorker> WORKERS = new ArrayList<>();

  private static void not(String page, String begins, String reason) {
    NOT_TYPED.put(page + " " + begins, reason);
  }

  @BeforeAll
  static void start() throws Exception {
    home = Files.createDirectories(folder.resolve("home"));
    work = Files.createDirectories(folder.resolve("work"));
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    copy(TestTree.built().plugins(), plugins);
    stand =
        Stand.in(
            folder,
            settings ->
                settings
                    .set("plugins.dir", "\"" + plugins + "\"")
                    .provider("local", settings.firstAddress(), "type = \"openai-compatible\"")
                    .cap("day", "usd = 5")
                    .cap("openclaw-day", "usd = 5"));
    link(".local/share/tollgate", folder.resolve("data"));
    link(".config/tollgate/tollgate.toml", folder.resolve("tollgate.toml"));
    WORKERS.add(CommandWorker.start(home.resolve("bin"), home, environment()));
    lay();
  }

  @AfterAll
  static void end() throws Exception {
    WORKERS.forEach(CommandWorker::close);
    stand.end();
  }

  private static void link(String name, Path to) throws IOException {
    Path link = home.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, to);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  private static Map<String, String> environment() {
    String java = System.getProperty("java.home");
    String path =
        String.join(":", home.resolve("bin").toString(), java + "/bin", System.getenv("PATH"));
    return new TreeMap<>(
        Map.of(
            "HOME",
            home.toString(),
            "PATH",
            path,
            "LANG",
            "C.UTF-8",
            "XDG_CONFIG_HOME",
            home.resolve(".config").toString(),
            "XDG_DATA_HOME",
            home.resolve(".local/share").toString(),
            "XDG_CACHE_HOME",
            TestTree.cache().toString(),
            "TOLLGATE_JAVA_HOME",
            java,
            "TOLLGATE_JAVA_OPTS",
            "-XX:TieredStopAtLevel=1 -Duser.home=" + home));
  }

  /** The files and calls that pages speak of. */
  private static void lay() throws Exception {
    Files.writeString(work.resolve("password-file"), "correct horse battery\n");
    Files.writeString(work.resolve("key"), "a-provider's-key\n");
    Files.writeString(work.resolve("old-key.pem"), privateKey());
    Files.writeString(work.resolve("keys.txt"), "0123456789abcdef".repeat(4) + "|old\n");
    for (String version : List.of("1.0.0", "2.0.0")) {
      Path jar = Samples.build("pricing", "Plugin-Version: " + version, folder.resolve(version));
      String name = version.startsWith("1") ? "sample.pricing.jar" : "sample.pricing-2.jar";
      Files.copy(jar, work.resolve(name));
    }
    copy(Path.of("..", "docs", "samples"), work.resolve("docs/samples"));
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_BODY));
    for (String provider : List.of("fake", "local")) {
      stand.row(
          stand.ask(
              Requests.chat("gpt-5-2025-08-07")
                  .with("x-opencode-session", SESSION)
                  .with("x-provider", provider)));
    }
  }

  private static String privateKey() throws Exception {
    byte[] key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
    String text = Base64.getMimeEncoder().encodeToString(key);
    return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
  }

  private static Answer change(String target, String body) throws Exception {
    return stand.ask(Ask.post(target, body).with("x-admin-token", stand.gateway().adminToken()));
  }

  /** What is there in the place of what a page only means as an example. */
  private static String grounded(String text) {
    try {
      String real = text.replace(":3100", ":" + stand.gateway().port());
      real = real.replace("/opt/tollgate", TestTree.built().home().toString());
      real = made(real, "key-0123456789abcdef", "/admin/keys");
      real = made(real, "tok-0123456789abcdef", "/admin/tokens");
      real = real.replaceAll("<SHA-256 of [^>]*>", "fedcba9876543210".repeat(4));
      String last = stand.gateway().see("/admin/logs?limit=1").json().at(0, "id").text();
      return real.replace("/admin/logs/17", "/admin/logs/" + last);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  /** With one that was made for it in the place of an id. */
  private static String made(String text, String example, String target) throws Exception {
    return text.contains(example)
        ? text.replace(example, change(target, "{\"name\":\"example\"}").json().at("id").text())
        : text;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("typed")
  void whatAPageHasPeopleTypeDoesWhatItSays(String name) throws Exception {
    List<Guide.Block> blocks = blocks(name, "sh");
    boolean begins = blocks.stream().anyMatch(block -> BEGINNING.matcher(block.text()).find());
    var session = begins ? inAnEmptyHome(name) : new GuideSession(work, environment());

    GuideSession.Result result = session.type(blocks, GuideIT::grounded);

    assertEquals("", result.failure(), name);
    for (int i = 0; i < blocks.size(); i++) {
      List<String> shown = blocks.get(i).shown();
      List<String> seen = result.outputs().get(i).lines().toList();
      assertTrue(
          shown.isEmpty() || Guide.looksAlike(shown, seen),
          name + " line " + blocks.get(i).line() + " shows something else than " + seen);
    }
  }

  /** For a page that tells how to begin: nothing is there, and nothing runs. */
  private static GuideSession inAnEmptyHome(String name) throws IOException {
    Path empty = Files.createDirectories(folder.resolve(name).resolve("home"));
    var environment = new TreeMap<>(environment());
    environment.replaceAll((variable, value) -> value.replace(home.toString(), empty.toString()));
    WORKERS.add(CommandWorker.start(empty.resolve("bin"), empty, environment));
    return new GuideSession(empty, environment);
  }

  static List<String> typed() throws IOException {
    return Guide.names().stream().filter(name -> !blocks(name, "sh").isEmpty()).toList();
  }

  private static List<Guide.Block> blocks(String page, String language) {
    try {
      return Guide.page(page).all().stream()
          .filter(block -> block.language().equals(language))
          .toList();
    } catch (IOException unreadable) {
      throw new AssertionError(page, unreadable);
    }
  }

  /** Where commands stand in a block of text they are no output, and not typed either. */
  private static List<Guide.Block> notTyped(String page) {
    List<Guide.Block> text =
        blocks(page, "text").stream()
            .filter(block -> Guide.beginsWithCommand(block.text()))
            .toList();
    return Stream.concat(blocks(page, "console").stream(), text.stream()).toList();
  }

  @Test
  void whatIsNotTypedIsListedWithTheReason() throws IOException {
    var unused = new TreeSet<String>();
    for (String page : Guide.names()) {
      NOT_TYPED.keySet().stream().filter(one -> one.startsWith(page + " ")).forEach(unused::add);
      for (Guide.Block block : notTyped(page)) {
        List<String> reasons =
            NOT_TYPED.keySet().stream()
                .filter(one -> one.startsWith(page + " "))
                .filter(one -> block.text().startsWith(one.substring(page.length() + 1)))
                .toList();
        assertFalse(
            reasons.isEmpty(),
            page + " line " + block.line() + ": type it (sh), or say here why nobody does");
        unused.removeAll(reasons);
      }
    }
    assertEquals(List.of(), List.copyOf(unused), "no page has these any longer");
  }

  @Test
  void noCommandHidesInABlockOfNoLanguage() throws IOException {
    for (String page : Guide.names()) {
      for (Guide.Block block : blocks(page, "")) {
        assertFalse(
            COMMAND.matcher(block.text()).find(),
            page + " line " + block.line() + " has commands: call it sh or console");
      }
    }
  }
}
