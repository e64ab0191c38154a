package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
          "quota --refresh");

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
    var words = new ArrayList<>(List.of(command.replace("CALL", call).split(" ", -1)));
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

  private Map<String, String> environment() {
    return Map.of(
        "HOME", folder.toString(),
        "PATH", System.getenv("PATH"),
        "XDG_CACHE_HOME", TestTree.cache().toString());
  }
}
