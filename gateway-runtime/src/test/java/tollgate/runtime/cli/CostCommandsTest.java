package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.usage.Money;
import tollgate.runtime.app.AdminDesk;
import tollgate.runtime.app.CostDesk;
import tollgate.runtime.app.KeyDesk;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.ledger.Backfill;
import tollgate.runtime.ledger.LedgerCheck;
import tollgate.runtime.problem.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CostCommandsTest {

  @TempDir private Path folder;
  private final FakeDesk desk = new FakeDesk();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandShell shell =
      new CommandShell(desk, new PrintWriter(out, true), new PrintWriter(err, true));

  @Test
  void pricesWhatTheTaskWouldLookAtUnlessToldOtherwise() throws IOException {
    assertEquals(ExitCodes.DONE, execute("costs", "backfill"), err::toString);

    assertEquals("false false", desk.wish);
    Duration back = Duration.between(desk.since, Instant.now());
    assertEquals(7, back.toDays());
    assertTrue(out.toString().contains("Changed 3, which makes 0.0015 USD more."), out::toString);
    assertTrue(out.toString().contains("1 have no usage"), out::toString);
  }

  @Test
  void pricesAllThereIsWhereThatIsAskedFor() throws IOException {
    execute("costs", "backfill", "--all", "--dry-run");

    assertEquals("true true", desk.wish);
    assertEquals(Instant.EPOCH, desk.since);
    assertTrue(out.toString().contains("Would change 3"), out::toString);
  }

  @Test
  void looksAsFarBackAsItIsTold() throws IOException {
    execute("costs", "backfill", "--since", "2026-11-01");

    assertEquals(Instant.parse("2026-11-01T00:00:00Z"), desk.since);
  }

  @Test
  void tellsTheResultForPrograms() throws IOException {
    execute("costs", "backfill", "--json");

    JsonNode result = JsonMapper.shared().readTree(out.toString());
    assertEquals(9, result.at("/scanned").asInt());
    assertEquals(3, result.at("/updated").asInt());
    assertEquals(4, result.at("/ok").asInt());
    assertEquals(4, result.at("/pending").asInt());
    assertEquals(1, result.at("/unsupported").asInt());
  }

  @Test
  void saysWhatItTakesForATime() throws IOException {
    assertEquals(ExitCodes.WRONG_USE, execute("costs", "backfill", "--since", "soon"));
    assertTrue(err.toString().contains("--since 30d"), err::toString);
  }

  @Test
  void failsWhereTheLedgerDoesNotAgreeWithItself() throws IOException {
    assertEquals(ExitCodes.DONE, execute("ledger", "verify"));
    assertTrue(out.toString().contains("Everything agrees."), out::toString);

    desk.differences.add(new LedgerCheck.Difference("rows and sums", "1, 2"));

    assertEquals(ExitCodes.FAILED, execute("ledger", "verify"));
    assertTrue(out.toString().contains("DIFFERENT rows and sums: 1, 2"), out::toString);
    assertEquals(ExitCodes.FAILED, execute("ledger", "verify", "--json"));
  }

  private int execute(String... words) throws IOException {
    Path file = folder.resolve("gate.toml");
    Files.writeString(file, "");
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", file.toString()));
    return shell.execute(all.toArray(String[]::new));
  }

  /** Costs that are always the same. */
  private static final class FakeDesk implements Program, CostDesk {
    private final List<LedgerCheck.Difference> differences = new ArrayList<>();
    private Instant since = Instant.MAX;
    private String wish = "";

    @Override
    public Backfill.Result backfill(Instant from, boolean all, boolean dryRun) {
      since = from;
      wish = all + " " + dryRun;
      return new Backfill.Result(9, 3, 4, 4, 1, 1, Money.usd("0.0015"));
    }

    @Override
    public LedgerCheck.Findings verify() {
      return new LedgerCheck.Findings(7, 1, 0, differences);
    }

    @Override
    public AdminDesk admin(LoadedSettings settings) {
      throw new AssertionError("nobody asked for it");
    }

    @Override
    public CostDesk costs(LoadedSettings settings) {
      return this;
    }

    @Override
    public KeyDesk keys(LoadedSettings settings) {
      throw new AssertionError("nobody asked for keys");
    }

    @Override
    public int archive(PrintWriter out) {
      throw new AssertionError("costs need no archive");
    }

    @Override
    public int run(LoadedSettings settings, PrintWriter out) {
      throw new AssertionError("costs run no gateway");
    }

    @Override
    public int demo(Map<String, String> flags, boolean once, PrintWriter out) {
      throw new AssertionError("costs demonstrate nothing");
    }

    @Override
    public void refuse(ProblemException refused) {
      throw new AssertionError("no gateway was to run");
    }
  }
}
