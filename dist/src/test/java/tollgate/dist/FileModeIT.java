package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.CommandWorker;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;
import tollgate.dist.kit.TestTree;

/** Commands tell the same whether a gateway runs or only its files are there. */
@DisabledOnOs(OS.WINDOWS) // the commands are handed over by a shell
class FileModeIT {

  /** What is told by a running gateway and by the files alike; {@code CALL} is a call's id. */
  private static final List<String> BOTH =
      List.of(
          "usage --since 2020-01-01 --by tool,model --json",
          "calls list --json",
          "sessions --since 2020-01-01 --json",
          "sessions opencode/ses_1 --json",
          "audit --json",
          "keys list --json",
          "users list --json",
          "tokens list --json",
          "budgets --json",
          "budgets show day --json",
          "quota --json",
          "prices list --limit 3 --json",
          "prices show gpt-5-2025-08-07 --json",
          "prices sources --json",
          "prices unpriced --json",
          "costs backfill --since 30d --dry-run --json",
          "ledger verify --json",
          "policy list",
          "policy check",
          "policy versions night",
          "policy explain CALL --json",
          "settings --json");

  /** What only a running gateway knows or does. */
  private static final List<String> RUNNING =
      List.of(
          "calls running",
          "calls stop CALL",
          "providers list",
          "providers test fake",
          "providers reload",
          "providers remove fake",
          "breakers list",
          "breakers reset fake",
          "generations",
          "reload",
          "plugins list",
          "plugins show tool.opencode",
          "plugins disable tool.opencode",
          "alerts list",
          "alerts test",
          "budgets raise day --usd 5",
          "budgets reset day",
          "budgets reload",
          "prices accept litellm",
          "quota --refresh",
          "import --dry-run PROVIDERS",
          "import PROVIDERS");

  /** What the clock or the moment makes of an answer. */
  private static final Map<Pattern, String> MOMENTS = new LinkedHashMap<>();

  static {
    MOMENTS.put(Pattern.compile("\"(age_seconds|ageMs)\":\\d+"), "\"$1\":0");
    MOMENTS.put(Pattern.compile("\"live\":(true|false)"), "\"live\":false");
    MOMENTS.put(Pattern.compile("\"(checked_at|fetchedAt)\":\"[^\"]*\""), "\"$1\":\"\"");
    MOMENTS.put(Pattern.compile("\"to\":\"[^\"]*\""), "\"to\":\"\"");
  }

  @TempDir private Path folder;

  private String[] words(String command, String call) {
    var words =
        new ArrayList<>(
            List.of(
                command
                    .replace("CALL", call)
                    .replace("PROVIDERS", folder.resolve("older.json").toString())
                    .split(" ", -1)));
    words.addAll(
        List.of(
            "--data-dir",
            folder.resolve("data").toString(),
            "--config",
            folder.resolve("tollgate.toml").toString()));
    return words.toArray(String[]::new);
  }

  private static String still(String text) {
    String still = text;
    for (Map.Entry<Pattern, String> moment : MOMENTS.entrySet()) {
      still = moment.getKey().matcher(still).replaceAll(moment.getValue());
    }
    return still;
  }

  private String call(Stand stand) throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_BODY));
    Answer priced =
        stand.ask(Requests.chat("gpt-5-2025-08-07").with("x-opencode-session", "ses_1"));
    stand.row(priced);
    stand.upstream().answers(Scripts.recorded(Recording.MESSAGES_BODY));
    stand.row(stand.ask(Requests.messages("nobody-has-a-price")));
    for (String[] made :
        List.of(
            new String[] {"/admin/keys", "{\"name\":\"ci\",\"maxCostPerDay\":5}"},
            new String[] {"/admin/tokens", "{\"name\":\"dashboard\"}"})) {
      Answer answer =
          stand.ask(Ask.post(made[0], made[1]).with("x-admin-token", stand.gateway().adminToken()));
      assertEquals(201, answer.status(), answer::toString);
    }
    return Stand.callId(priced.head());
  }

  @Test
  void tellsTheSameWithAndWithoutAGateway() throws Exception {
    Path policies = Files.createDirectories(folder.resolve("data/policies"));
    Files.writeString(
        policies.resolve("night.js"), "export const decide = (call) => tag('seen');\n");
    var answers = new LinkedHashMap<String, String>();
    Stand stand = Stand.in(folder, settings -> settings.cap("day", "usd = 5"));
    try (var worker = CommandWorker.start(folder.resolve("bin"), folder, environment())) {
      String call = call(stand);
      importsIntoTheRunningGateway(worker);
      for (String command : BOTH) {
        GatewayProcess.Ended told = worker.run(words(command, call));
        assertEquals(0, told.status(), () -> command + ": " + told.errors());
        answers.put(command, still(told.output()));
      }
      stand.end();

      for (String command : BOTH) {
        GatewayProcess.Ended told = worker.run(words(command, call));
        assertEquals(0, told.status(), () -> command + ": " + told.errors());
        assertEquals(answers.get(command), still(told.output()), command);
      }
      for (String command : RUNNING) {
        GatewayProcess.Ended told = worker.run(words(command, call));
        assertEquals(1, told.status(), () -> command + ": " + told.output());
        assertTrue(told.errors().startsWith("admin.not_running"), () -> command + told.errors());
      }
    }
  }

  /** Nothing is put under a gateway's feet: it takes in what it is handed. */
  private void importsIntoTheRunningGateway(CommandWorker worker) throws Exception {
    Files.writeString(
        folder.resolve("older.json"),
        """
        {"providers":[{"id":"more","type":"cliproxyapi","upstreamBaseUrl":"http://127.0.0.1:9",
          "auth":{"type":"bearer","value":"canary-4711"}},
          {"id":"wrong","type":"nobody-has-it","upstreamBaseUrl":"http://127.0.0.1:9"}]}
        """);
    Path kept = folder.resolve("data/providers.json");

    GatewayProcess.Ended dry = worker.run(words("import --dry-run PROVIDERS", ""));
    boolean begun = Files.exists(kept);
    GatewayProcess.Ended taken = worker.run(words("import PROVIDERS", ""));
    GatewayProcess.Ended again = worker.run(words("import PROVIDERS", ""));

    assertEquals("takes   more\ntakes   wrong\n", dry.output());
    assertFalse(begun, "a look writes nothing");
    assertEquals(1, taken.status(), taken::toString);
    assertTrue(taken.errors().startsWith("takes   more\nrefuses wrong: "), taken::toString);
    assertTrue(
        again.errors().startsWith("leaves  more: there is a provider of that name"),
        again::toString);
    assertTrue(Files.readString(kept).contains("canary-4711"));
    assertFalse((dry + "" + taken + again).contains("canary"), taken::toString);

    Files.writeString(folder.resolve("older.env"), "DASHBOARD_SESSION_TTL_MS=3600000\nOTHER=1\n");
    String file = folder.resolve("older.env").toString();
    worker.run(words("import --dry-run " + file, ""));
    assertFalse(Files.exists(folder.resolve(".env")), "a look writes nothing");
    GatewayProcess.Ended variables = worker.run(words("import " + file, ""));
    GatewayProcess.Ended twice = worker.run(words("import " + file, ""));

    assertTrue(
        variables
            .output()
            .contains("takes   DASHBOARD_SESSION_TTL_MS, which is admin.session-lifetime"),
        variables::toString);
    assertTrue(
        variables.output().contains("The running gateway has read them.\n"), variables::toString);
    assertTrue(
        variables.output().contains("Needs a restart: admin.session-lifetime\n"),
        variables::toString);
    assertTrue(twice.output().contains("Took 0 of 2 variables"), twice::toString);

    String calls = folder.resolve("calls.jsonl").toString();
    worker.run(words("export --output " + calls, ""));
    GatewayProcess.Ended known = worker.run(words("import " + calls, ""));
    assertTrue(
        known.output().contains("Calls: took 0, there already 2, refused 0;"), known::toString);
  }

  private Map<String, String> environment() {
    return Map.of(
        "HOME", folder.toString(),
        "PATH", System.getenv("PATH"),
        "XDG_CACHE_HOME", TestTree.cache().toString());
  }
}
