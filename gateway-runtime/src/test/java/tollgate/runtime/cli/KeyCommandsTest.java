package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.app.AdminDesk;
import tollgate.runtime.app.CostDesk;
import tollgate.runtime.app.KeyDesk;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.key.CreatedKey;
import tollgate.runtime.key.KeyWish;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KeyCommandsTest {

  private static final String SECRET = "tgk_0123456789012345678901234567890123456789012";
  private static final Instant MADE = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir private Path folder;
  private final FakeDesk desk = new FakeDesk();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandShell shell =
      new CommandShell(desk, new PrintWriter(out, true), new PrintWriter(err, true));

  @Test
  void makesAKeyWithEverythingThatWasSaid() throws IOException {
    int code =
        execute(
            "create",
            "--name",
            "ci",
            "--expires",
            "2027-01-31",
            "--model",
            "large",
            "--model",
            "small",
            "--provider",
            "local",
            "--tag",
            "team");

    assertEquals(ExitCodes.DONE, code, err::toString);
    assertEquals(
        new KeyWish(
            "ci",
            Instant.parse("2027-01-31T00:00:00Z"),
            List.of("large", "small"),
            List.of("local"),
            List.of("team")),
        desk.wishes.getFirst());
  }

  @Test
  void showsTheNewKeyOnce() throws IOException {
    execute("create", "--name", "ci");

    assertEquals(2, out.toString().split(SECRET, -1).length, out::toString);
    assertTrue(out.toString().contains("key-1"), out::toString);
  }

  @Test
  void showsTheNewKeyAsJson() throws IOException {
    execute("create", "--name", "ci", "--json");

    JsonNode document = JsonMapper.shared().readTree(out.toString());
    assertEquals(SECRET, document.get("key").asString());
    assertEquals("ci", document.get("name").asString());
    assertTrue(document.get("expires_at").isNull(), out::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "90m, 2026-11-21T13:30:00Z",
    "12h, 2026-11-22T00:00:00Z",
    "30d, 2026-12-21T12:00:00Z",
    "8w, 2027-01-16T12:00:00Z",
    "2027-01-31, 2027-01-31T00:00:00Z",
    "2027-01-31T12:00:00Z, 2027-01-31T12:00:00Z",
    "2027-01-31T12:00:00+02:00, 2027-01-31T10:00:00Z",
  })
  void readsWhenAKeyIsToExpire(String text, Instant expected) {
    assertEquals(expected, GivenTime.ahead("--expires", text, MADE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"soon", "30", "0d", "-1d", "30y", "2027-02-30", "31.01.2027", "2027-01-31T12:00"})
  void saysWhatItTakesForAnExpiry(String text) throws IOException {
    int code = execute("create", "--name", "ci", "--expires", text);

    assertEquals(ExitCodes.WRONG_USE, code);
    assertTrue(err.toString().startsWith("cli.usage\n  what   "), err::toString);
    assertTrue(err.toString().contains("--expires 30d"), err::toString);
    assertEquals(List.of(), desk.wishes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create",
        "create --name",
        "create --nam ci",
        "list extra",
        "revoke",
        "revoke a b"
      })
  void tellsOfAWrongCommandLine(String words) throws IOException {
    int code = execute(words.split(" ", -1));

    assertEquals(ExitCodes.WRONG_USE, code);
    assertTrue(err.toString().startsWith("cli.usage\n  what   "), err::toString);
    assertTrue(err.toString().contains("tollgate keys " + words.split(" ", -1)[0] + " --help"));
    assertEquals("", out.toString());
  }

  @Test
  void showsItsPageWhereNothingIsAsked() {
    assertEquals(ExitCodes.WRONG_USE, shell.execute("keys"));
    assertEquals(shell.help("keys"), err.toString());
  }

  @Test
  void listsKeysWithTheirLimits() throws IOException {
    desk.keys.add(
        key("key-2", Instant.now().plus(Duration.ofDays(1)), Set.of("local"), ManagedKey.NEVER));
    desk.keys.add(key("key-1", ManagedKey.NEVER, Set.of(), MADE));

    execute("list");

    List<String> lines = out.toString().lines().toList();
    assertEquals("key-2  active   ci", lines.getFirst());
    assertTrue(out.toString().contains("providers local"), out::toString);
    assertTrue(out.toString().contains("key-1  revoked  ci"), out::toString);
    assertTrue(out.toString().contains("revoked 2026-11-21T12:00:00Z"), out::toString);
  }

  @Test
  void listsKeysAsJson() throws IOException {
    desk.keys.add(key("key-1", MADE, Set.of(), ManagedKey.NEVER));

    execute("list", "--json");

    JsonNode first = JsonMapper.shared().readTree(out.toString()).get("keys").get(0);
    assertEquals("expired", first.get("state").asString());
    assertFalse(first.has("key"), out::toString);
  }

  @Test
  void saysHowToMakeAKeyWhereThereIsNone() throws IOException {
    execute("list");

    assertTrue(out.toString().contains("tollgate keys create --name"), out::toString);
  }

  @Test
  void revokesAKey() throws IOException {
    desk.keys.add(key("key-1", ManagedKey.NEVER, Set.of(), MADE));

    assertEquals(ExitCodes.DONE, execute("revoke", "key-1"));

    assertEquals(
        "The key \"ci\" (key-1) is revoked since 2026-11-21T12:00:00Z." + System.lineSeparator(),
        out.toString());
  }

  @Test
  void showsTheNewSecretOfAKeyAndHowLongTheFormerOneIsGood() throws IOException {
    assertEquals(
        ExitCodes.DONE, execute("rotate", "key-1", "--until", "2027-01-31"), err::toString);

    assertEquals(List.of("key-1 2027-01-31T00:00:00Z"), desk.rotations);
    assertTrue(out.toString().contains(SECRET), out::toString);
    assertTrue(out.toString().contains("good until 2027-01-31T00:00:00Z"), out::toString);
  }

  @Test
  void aFormerSecretIsGoodForADayWhereNothingIsSaid() throws IOException {
    Instant before = Instant.now();

    execute("rotate", "key-1", "--json");

    String told = desk.rotations.getFirst();
    Instant until = Instant.parse(told.substring(told.indexOf(' ') + 1));
    assertEquals(24, Duration.between(before, until).toHours());
    assertEquals(SECRET, JsonMapper.shared().readTree(out.toString()).get("key").asString());
  }

  @Test
  void aKeyThatIsNotThereIsAWrongUse() throws IOException {
    assertEquals(ExitCodes.WRONG_USE, execute("revoke", "key-9"));

    assertTrue(err.toString().startsWith("key.not_there\n"), err::toString);
    assertTrue(err.toString().contains("tollgate keys list"), err::toString);
  }

  @Test
  void worksOnTheDataFolderThatIsNamed() throws IOException {
    execute("list", "--data-dir", folder.resolve("elsewhere").toString());

    assertEquals(
        folder.resolve("elsewhere/tollgate.db"), desk.asked.getFirst().settings().store().path());
  }

  private static ManagedKey key(
      String id, Instant expires, Set<String> providers, Instant revoked) {
    var terms = new ManagedKey.Terms("ci", expires, Set.of(), providers, Set.of());
    return new ManagedKey(id, "tgk_0123", terms, MADE, revoked, ManagedKey.NEVER);
  }

  private int execute(String... words) throws IOException {
    Path file = folder.resolve("gate.toml");
    Files.writeString(file, "");
    var all = new ArrayList<>(List.of("keys"));
    all.addAll(List.of(words));
    all.addAll(List.of("--config", file.toString()));
    return shell.execute(all.toArray(String[]::new));
  }

  /** Keys in a list. */
  private static final class FakeDesk implements Program, KeyDesk {
    private final List<LoadedSettings> asked = new ArrayList<>();
    private final List<KeyWish> wishes = new ArrayList<>();
    private final List<ManagedKey> keys = new ArrayList<>();
    private final List<String> rotations = new ArrayList<>();

    @Override
    public int run(LoadedSettings settings, PrintWriter out) {
      throw new AssertionError("keys run no gateway");
    }

    @Override
    public int demo(Map<String, String> flags, boolean once, PrintWriter out) {
      throw new AssertionError("keys demonstrate nothing");
    }

    @Override
    public int archive(PrintWriter out) {
      throw new AssertionError("keys need no archive");
    }

    @Override
    public AdminDesk admin(LoadedSettings settings) {
      throw new AssertionError("nobody asked for it");
    }

    @Override
    public CostDesk costs(LoadedSettings settings) {
      throw new AssertionError("nobody asked for costs");
    }

    @Override
    public void refuse(ProblemException refused) {
      throw new AssertionError("no gateway was to run");
    }

    @Override
    public KeyDesk keys(LoadedSettings settings) {
      asked.add(settings);
      return this;
    }

    @Override
    public CreatedKey create(KeyWish wish) {
      wishes.add(wish);
      return new CreatedKey(key("key-1", wish.expiresAt(), Set.of(), ManagedKey.NEVER), SECRET);
    }

    @Override
    public List<ManagedKey> list() {
      return keys;
    }

    @Override
    public CreatedKey rotate(String id, Instant until) {
      rotations.add(id + " " + until);
      return new CreatedKey(key(id, ManagedKey.NEVER, Set.of(), ManagedKey.NEVER), SECRET);
    }

    @Override
    public ManagedKey revoke(String id) {
      return keys.stream()
          .filter(key -> key.id().equals(id))
          .findAny()
          .orElseThrow(() -> AccessProblem.KEY_NOT_THERE.exception(id));
    }
  }
}
