package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.json.Json;
import tollgate.runtime.app.AdminDesk;
import tollgate.runtime.app.CostDesk;
import tollgate.runtime.app.KeyDesk;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;

class AdminCommandsTest {
  @TempDir private Path folder;

  private final FakeDesk desk = new FakeDesk();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandShell shell =
      new CommandShell(
          desk,
          prompt -> "a long password",
          new PrintWriter(out, true),
          new ProgressBars(new PrintWriter(err, true), stream -> false, () -> 80));

  private int execute(String line) throws IOException {
    Path file = folder.resolve("gate.toml");
    Files.writeString(file, "");
    var all = new ArrayList<>(List.of(line.split(" ")));
    all.addAll(List.of("--config", file.toString()));
    return shell.execute(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "usage --since 2026-11-01 --by team --tool t | GET /admin/usage/totals"
            + " {account=, by=team, from=2026-11-01T00:00:00Z, instance=, key=, model=, provider=,"
            + " tool=t}",
        "calls list --status-min 400 --limit 9 | GET /admin/logs"
            + " {account=, from=, instance=, key=, limit=9, model=, provider=, session=,"
            + " status_min=400, tool=}",
        "calls running | GET /admin/calls {}",
        "calls stop a/b | POST /admin/calls/a%2Fb/stop",
        "sessions --order cost --account a | GET /admin/sessions"
            + " {account=a, instance=, key=, limit=, model=, order=cost, provider=, since=, tool=}",
        "audit --action key. | GET /admin/audit {action=key., actor=, from=, limit=, subject=}",
        "sessions plow/7f3a | GET /admin/sessions/plow/7f3a {}",
        "sessions plow/a%2Fb | GET /admin/sessions/plow/a%2Fb {}",
        "sessions plow/ü | GET /admin/sessions/plow/%C3%BC {}",
        "prices list --limit 9 | GET /admin/pricing {limit=9, offset=}",
        "prices show m --provider p | GET /admin/pricing {model=m, provider=p}",
        "prices sources | GET /admin/pricing {limit=1}",
        "prices unpriced | GET /admin/pricing/unpriced {limit=, offset=}",
        "prices accept lists | POST /admin/pricing/held/lists/accept",
        "quota | GET /admin/quotas {}",
        "quota --refresh | POST /admin/quotas/refresh",
        "providers list | GET /admin/providers {}",
        "providers add far --type chat --base-url https://far --auth bearer --credential-stdin"
            + " --header a=b --model x --model y | POST /admin/providers {\"id\":\"far\","
            + "\"type\":\"chat\",\"upstreamBaseUrl\":\"https://far\",\"models\":[\"x\",\"y\"],"
            + "\"headers\":{\"a\":\"b\"},\"auth\":{\"value\":\"typed-secret\",\"type\":\"bearer\"}}",
        "providers set far --credential-env KEY --default true | PATCH /admin/providers/far"
            + " {\"default\":true,\"auth\":{\"env\":\"KEY\",\"type\":\"own\"}}",
        "providers remove far | DELETE /admin/providers/far",
        "providers test local | POST /admin/providers/local/test",
        "providers reload | POST /admin/providers/reload",
        "budgets --tool plow | GET /admin/budgets"
            + " {cap=, key=, limit=, session=, source=, tool=plow}",
        "budgets show day --top 9 | GET /admin/budgets/day {top=9}",
        "budgets raise day --usd 2.50 --reason late | POST /admin/budgets/day/raise"
            + " {\"usd\":2.50,\"reason\":\"late\"}",
        "budgets reset day | POST /admin/budgets/day/reset {}",
        "budgets reload | POST /admin/budgets/reload",
        "breakers list | GET /admin/breakers {}",
        "breakers reset local | POST /admin/breakers/local/reset"
      })
  void asksWhatItIsToldTo(String line, String asked) throws IOException {
    holds(line, asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plugins list | GET /admin/plugins {}",
        "plugins show tool.a | GET /admin/plugins/tool.a {}",
        "plugins install /a/b.jar | POST /admin/plugins {\"path\":\"/a/b.jar\"}",
        "plugins enable tool.a | POST /admin/plugins/tool.a/enable",
        "plugins disable tool.a | POST /admin/plugins/tool.a/disable",
        "plugins release tool.a | POST /admin/plugins/tool.a/release",
        "plugins reload | POST /admin/plugins/reload",
        "plugins reload tool.a | POST /admin/plugins/tool.a/reload",
        "plugins rollback tool.a | POST /admin/plugins/tool.a/rollback {}",
        "plugins rollback tool.a --to 0a | POST /admin/plugins/tool.a/rollback"
            + " {\"sha256\":\"0a\"}",
        "plugins remove b.jar | DELETE /admin/plugins/b.jar",
        "plugins set tool.a --value pace=slow --clear place --secret-stdin word"
            + " | PUT /admin/plugins/tool.a/settings {\"values\":{\"pace\":\"slow\","
            + "\"place\":null,\"word\":\"typed-secret\"}}"
      })
  void looksAfterPluginsAsItIsToldTo(String line, String asked) throws IOException {
    holds(line, asked);
  }

  private void holds(String line, String asked) throws IOException {
    assertEquals(ExitCodes.DONE, execute(line), err::toString);

    assertEquals(asked, desk.asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "users list | GET /admin/users {}",
        "users add ada --role admin | POST /admin/users"
            + " {\"name\":\"ada\",\"role\":\"admin\",\"password\":\"a long password\"}",
        "users add ada | POST /admin/users"
            + " {\"name\":\"ada\",\"role\":\"viewer\",\"password\":\"a long password\"}",
        "users passwd ada | PATCH /admin/users/ada {\"password\":\"a long password\"}",
        "users role ada viewer | PATCH /admin/users/ada {\"role\":\"viewer\"}",
        "users remove ada | DELETE /admin/users/ada",
        "tokens list | GET /admin/tokens {}",
        "tokens create --name ci --role admin --expires 2099-01-31 | POST /admin/tokens"
            + " {\"name\":\"ci\",\"role\":\"admin\",\"expires_at\":\"2099-01-31T00:00:00Z\"}",
        "tokens revoke tok-1 | DELETE /admin/tokens/tok-1",
        "keys set key-1 --team tools --model a --model b --clear tags --clear owner"
            + " | PATCH /admin/keys/key-1"
            + " {\"team\":\"tools\",\"models\":[\"a\",\"b\"],\"tags\":null,\"owner\":null}",
        "keys set key-1 --expires 2099-01-31 | PATCH /admin/keys/key-1"
            + " {\"expires_at\":\"2099-01-31T00:00:00Z\"}"
      })
  void changesWhoMayAskAsItIsToldTo(String line, String asked) throws IOException {
    holds(line, asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "usage|Nothing was used.",
        "budgets|No cap was put to a call yet, and neither keys nor settings have one.",
        "calls list|There is no such call.",
        "calls running|No call runs.",
        "sessions|There is no such session.",
        "audit|Nothing was changed.",
        "prices list|No model has a price.",
        "prices sources|There is no source.",
        "prices unpriced|Every call has a known cost.",
        "prices show m|No price is known for -.",
        "quota|Nothing was read yet.",
        "providers list|There is no provider.",
        "plugins list|There is no plugin.",
        "breakers list|No provider was used.",
        "users list|Nobody can log in. Add somebody: tollgate users add NAME",
        "tokens list|There is no token. Make one: tollgate tokens create --name NAME"
      })
  void saysSoWhereThereIsNothing(String line, String sentence) throws IOException {
    execute(line);

    assertEquals(sentence, out.toString().strip());
  }

  @Test
  void showsSumsByTheAxesThatWereAskedFor() throws IOException {
    desk.answer =
        "{\"totals\":[{\"team\":\"tools\",\"request_count\":3,\"total_tokens\":45,"
            + "\"cost_usd\":0.25,\"unpriced_requests\":1}]}";

    execute("usage --by team");

    List<String> lines = out.toString().lines().toList();
    assertEquals("TEAM   CALLS  TOKENS   USD  UNPRICED", lines.getFirst());
    assertEquals("tools      3      45  0.25         1", lines.getLast());
  }

  private static final String BUDGET =
      "{\"id\":\"6f1c\",\"cap\":\"day\",\"source\":\"policy\",\"unit\":\"usd\",\"per\":\"day\","
          + "\"by\":{\"tool\":\"plow\"},\"limit\":7,\"raised\":2,\"spent\":3.1,\"forgiven\":0,"
          + "\"leased\":1,\"left\":2.9,\"resets_at\":\"T\",\"forecast\":null}";

  @Test
  void showsBudgetsWithABar() throws IOException {
    desk.answer = "{\"live\":true,\"budgets\":[" + BUDGET + "]}";

    execute("budgets");

    assertEquals(
        "day  tool plow  day  [#####==...]   $3.1    $1     $7  $2.9  T       6f1c",
        out.toString().lines().toList().getLast());
  }

  @Test
  void saysWhatItCanTellWithoutAGateway() throws IOException {
    desk.answer = "{\"live\":false,\"budgets\":[]}";

    execute("budgets");

    assertTrue(out.toString().startsWith("No gateway runs."), out::toString);
  }

  @Test
  void showsOneBudgetWithThoseThatTookMost() throws IOException {
    String top =
        ",\"top\":{\"tools\":[{\"name\":\"plow\",\"spent\":3.1}],\"keys\":[],\"sessions\":[],"
            + "\"complete\":false}}";
    desk.answer = BUDGET.substring(0, BUDGET.length() - 1) + top;

    execute("budgets show day");

    assertTrue(out.toString().contains("limit      $7, raised by $2"), out::toString);
    assertTrue(out.toString().contains("plow    $3.1"), out::toString);
    assertTrue(out.toString().contains("newest calls only"), out::toString);
  }

  @Test
  void showsASessionAsATree() throws IOException {
    String sums =
        "\"running\":0,\"calls\":%d,\"steps\":1,\"tokens\":{\"total\":45},\"cost_usd\":0.25,"
            + "\"cost_status\":\"ok\",\"models\":[\"large\"],\"first_call_at\":\"A\",\"last_call_at\":\"B\"";
    desk.answer =
        ("{\"id\":\"plow/7f3a\","
            + sums.formatted(6)
            + ",\"complete\":true,\"agents\":["
            + "{\"agent\":\"\","
            + sums.formatted(3)
            + ",\"agents\":[{\"agent\":\"one\","
            + sums.formatted(1)
            + ",\"agents\":[]},{\"agent\":\"two\","
            + sums.formatted(1)
            + ",\"agents\":[]}]}],\"orphans\":[{\"agent\":\"lost\","
            + sums.formatted(1)
            + ",\"agents\":[]}]}");

    execute("sessions plow/7f3a");

    String rest = " calls, 1 steps, 45 tokens, 0.25 USD (ok), large, A to B";
    assertEquals(
        List.of(
            "plow/7f3a  6" + rest,
            "└─ main  3" + rest,
            "   ├─ one  1" + rest,
            "   └─ two  1" + rest,
            "agents that nobody is known to have started:",
            "└─ lost  1" + rest),
        out.toString().lines().toList());
  }

  @Test
  void showsByWhichRatesAModelIsCharged() throws IOException {
    desk.answer =
        "{\"model\":\"m\",\"pricing\":{\"input\":3},\"key\":\"field/m\",\"source\":\"lists\","
            + "\"version\":\"7\",\"from\":\"2026-01-01\",\"age_seconds\":60,\"rates\":[{\"unit\":"
            + "\"input\",\"usd\":3,\"above_context_tokens\":0,\"service_tier\":\"\","
            + "\"derived\":false}],\"disagreements\":[{}]}";

    execute("prices show m");

    List<String> lines = out.toString().lines().toList();
    assertEquals("field/m, from lists 7, since 2026-01-01; read 60 s ago.", lines.getFirst());
    assertEquals("input    3      0  -     no", lines.get(3));
    assertTrue(lines.getLast().startsWith("Sources do not agree on 1 "), lines.getLast());
  }

  @Test
  void tellsWhichSheetsAreHeldAndHowToTakeThem() throws IOException {
    desk.answer =
        "{\"sources\":[{\"source\":\"lists\",\"rank\":5,\"checked_at\":null,\"failure\":null,"
            + "\"held\":{\"since\":\"A\",\"objections\":[\"m costs ten times as much\"]}}]}";

    execute("prices sources");

    assertEquals(
        "Held: lists: m costs ten times as much. Take it with: tollgate prices accept lists",
        out.toString().lines().toList().getLast());
  }

  @Test
  void whatAnAnswerHoldsNeverMovesTheCursor() throws IOException {
    desk.answer =
        "[{\"model\":\"a\\u001b[2Jb\\n\",\"status\":null,\"request_id\":\""
            + "x".repeat(99)
            + "\"}]";

    execute("calls list");

    String last = out.toString().lines().toList().getLast();
    assertTrue(last.contains("a?[2Jb?"), last);
    assertTrue(last.endsWith("x…"), last);
    assertFalse(out.toString().contains("\u001b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true|200|-|local answers with status 200 after 7 ms.",
        "false|401|-|local turns the credential down: status 401.",
        "false|null|nobody there|local gave no answer: nobody there"
      })
  void tellsHowATrialWent(String in, String status, String error, String sentence)
      throws IOException {
    desk.answer =
        "{\"provider\":\"local\",\"let_in\":%s,\"status\":%s,\"took_ms\":7,\"error\":\"%s\"}"
            .formatted(in, status, error);

    execute("providers test local");

    assertEquals(sentence, out.toString().strip());
  }

  @Test
  void printsTheWholeAnswerForPrograms() throws IOException {
    desk.answer = "{\"totals\":[],\"more\":1}";

    execute("usage --json");

    assertEquals(desk.answer, out.toString().strip());
  }

  @Test
  void tellsWhatKeptItFromAnswering() throws IOException {
    desk.refusal = true;

    assertEquals(ExitCodes.FAILED, execute("calls running"));

    assertTrue(err.toString().contains("admin.not_running"), err::toString);
    assertTrue(err.toString().contains("tollgate run"), err::toString);
  }

  @Test
  void refusesATimeItCannotRead() throws IOException {
    assertEquals(ExitCodes.WRONG_USE, execute("usage --since whenever"));

    assertEquals("", desk.asked);
  }

  @Test
  void showsANewTokenOnce() throws IOException {
    desk.answer = "{\"id\":\"tok-1\",\"name\":\"ci\",\"role\":\"viewer\",\"token\":\"tga_secret\"}";

    execute("tokens create --name ci");

    assertEquals(2, out.toString().split("tga_secret", -1).length, out::toString);
    assertTrue(out.toString().contains("\"ci\" (tok-1)"), out::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "users role ada king, --help",
    "users add ada --role king, viewer or admin",
    "keys set key-1, Name what",
    "keys set key-1 --clear colour, models"
  })
  void saysWhatItTakes(String line, String told) throws IOException {
    assertEquals(ExitCodes.WRONG_USE, execute(line));

    assertTrue(err.toString().contains(told) || told.equals("--help"), err::toString);
    assertEquals("", desk.asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "HASH|old one|sk-o ! {\"keys\":[{\"hash\":\"HASH\",\"name\":\"old"
            + " one\",\"prefix\":\"sk-o\"}]}",
        "HASH|old ! {\"keys\":[{\"hash\":\"HASH\",\"name\":\"old\"}]}",
        "[{\"hash\":\"HASH\",\"name\":\"a\"}] ! {\"keys\":[{\"hash\":\"HASH\",\"name\":\"a\"}]}",
        "{\"keys\":[]} ! {\"keys\":[]}"
      })
  void takesInKeysFromAFile(String text, String asked) throws IOException {
    Path file = folder.resolve("keys.txt");
    Files.writeString(file, text + "\n\n");

    assertEquals(ExitCodes.DONE, execute("keys import " + file), err::toString);

    assertEquals("POST /admin/keys/import " + asked, desk.asked);
  }

  @Test
  void tellsTheLineOfAKeyThatCannotBeRead() throws IOException {
    Path file = folder.resolve("keys.txt");
    Files.writeString(file, "HASH|old\nHASH\n");

    assertEquals(ExitCodes.WRONG_USE, execute("keys import " + file));

    assertTrue(err.toString().contains("line 2"), err::toString);
  }

  /** Gives one answer to everything. */
  private static final class FakeDesk implements Program, AdminDesk {
    private String answer = "{}";
    private String asked = "";
    private boolean refusal;

    @Override
    public Json read(String path, Map<String, String> query) {
      return answer("GET " + path + " " + new TreeMap<>(query));
    }

    @Override
    public Json change(String method, String path) {
      return answer(method + " " + path);
    }

    @Override
    public String input() {
      return "typed-secret";
    }

    @Override
    public Json change(String method, String path, Json.Obj body) {
      return answer(method + " " + path + " " + Json.encode(body));
    }

    private Json answer(String question) {
      if (refusal) {
        throw AccessProblem.ADMIN_NOT_RUNNING.exception();
      }
      asked = question;
      try {
        return JsonText.parse(answer);
      } catch (MalformedJson never) {
        throw new AssertionError(never);
      }
    }

    @Override
    public AdminDesk admin(LoadedSettings settings) {
      return this;
    }

    @Override
    public CostDesk costs(LoadedSettings settings) {
      throw new AssertionError("nobody asked for costs");
    }

    @Override
    public KeyDesk keys(LoadedSettings settings) {
      throw new AssertionError("nobody asked for keys");
    }

    @Override
    public int archive(PrintWriter out) {
      throw new AssertionError("nobody asked for an archive");
    }

    @Override
    public int run(LoadedSettings settings, PrintWriter out) {
      throw new AssertionError("nobody asked for a gateway");
    }

    @Override
    public int demo(Map<String, String> flags, boolean once, PrintWriter out) {
      throw new AssertionError("nobody asked for a demonstration");
    }

    @Override
    public void refuse(ProblemException refused) {
      throw new AssertionError("no gateway was to run");
    }
  }
}
