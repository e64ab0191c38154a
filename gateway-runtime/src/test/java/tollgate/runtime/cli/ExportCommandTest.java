package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;

/** Reports and exports of a database that no gateway has open. */
class ExportCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void call() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    try (LedgerHouse house = LedgerHouse.at(folder.resolve("data/tollgate.db"))) {
      Calls plow = Calls.at(house).key("key-1");
      for (int i = 0; i < 3; i++) {
        house.ledger().open(plow.next()).settle(Calls.settled("0.015"));
        house.advance(Duration.ofMinutes(1));
      }
      house.ledger().open(Calls.at(house).by("=cmd()", "s2").next()).settle(Calls.failed());
      house.ledger().open(plow.next()); // it is in doubt after the next start
    }
  }

  private int execute(String... words) throws IOException {
    return execute(out, words);
  }

  private int execute(Writer to, String... words) throws IOException {
    Path file = folder.resolve("gate.toml");
    Files.writeString(file, "");
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", file.toString()));
    all.addAll(List.of("--data-dir", folder.resolve("data").toString()));
    return new CommandShell(
            new GatewayProgram(), new PrintWriter(to, true), new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void writesEachEndedCallAsAnObjectOnALine() throws IOException, MalformedJson {
    assertEquals(ExitCodes.DONE, execute("export", "--tool", "plow"), err::toString);

    List<String> lines = out.toString().lines().toList();
    Json first = JsonText.parse(lines.getFirst());
    assertEquals(3, lines.size(), "the call that runs has not ended");
    assertEquals("0.015", JsonTable.text(JsonTable.member(first, "cost_usd")));
    assertEquals("2026-11-21T12:00:00.123Z", JsonTable.text(JsonTable.member(first, "arrived_at")));
    assertEquals("key-1", JsonTable.text(JsonTable.member(first, "key_id")));
    assertFalse(lines.getFirst().contains("nanos\":15000000"), lines.getFirst());
  }

  @Test
  void anExportThatFindsNoRoomHasFailed() throws IOException {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("no space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    assertEquals(ExitCodes.WRONG_USE, execute(full, "export"));
    assertTrue(err.toString().contains("standard output cannot be written"), err::toString);
  }

  @Test
  void aSpreadsheetRunsNothingOfIt() throws IOException {
    Path file = folder.resolve("calls.csv");

    assertEquals(
        ExitCodes.DONE,
        execute("export", "--format", "csv", "--output", file.toString()),
        err::toString);

    List<String> lines = Files.readAllLines(file);
    assertEquals(5, lines.size());
    assertTrue(lines.getFirst().startsWith("call_id,origin,state,arrived_at,"), lines.getFirst());
    assertTrue(lines.getLast().contains(",'=cmd(),"), lines.getLast());
    assertEquals("Wrote 4 calls to " + file, out.toString().strip());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (Stream<Path> all = Files.list(folder)) {
      assertFalse(all.anyMatch(path -> path.toString().endsWith(".part")));
    }
  }

  @Test
  void choosesByTimeAndRefusesAFormatNobodyKnows() throws IOException {
    String since = "2026-11-21T12:01:00Z";
    String until = "2026-11-21T12:02:00Z";
    assertEquals(ExitCodes.DONE, execute("export", "--since", since, "--until", until));
    assertEquals(1, out.toString().lines().count());

    assertEquals(ExitCodes.WRONG_USE, execute("export", "--format", "xml"));
  }

  @Test
  void reportsAStretchOfTimeAsATableAsJsonAndAsValues() throws IOException, MalformedJson {
    assertEquals(ExitCodes.DONE, execute("report", "2026-11-21..2026-11-22"), err::toString);
    String table = out.toString();
    assertTrue(table.contains("Cost    $0.0450"), table);
    assertTrue(table.contains("Calls   4: 1 failed (25%), 0 aborted, 0 refused"), table);
    assertTrue(table.contains("plow/s1"), table);

    out.getBuffer().setLength(0);
    assertEquals(ExitCodes.DONE, execute("report", "2026-11-21..2026-11-22", "--json"));
    Json total = JsonTable.member(JsonText.parse(out.toString()), "total");
    assertEquals(4, Figures.whole(total, "requests"));

    out.getBuffer().setLength(0);
    assertEquals(ExitCodes.DONE, execute("report", "2026-11-21..2026-11-22", "--csv"));
    List<String> lines = out.toString().lines().toList();
    assertTrue(lines.getFirst().startsWith("by,name,requests,failed,"), lines.getFirst());
    assertTrue(lines.get(1).startsWith("total,,4,1,0,0,"), lines.get(1));
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("tool,'=cmd(),1,1,")), table);
  }
}
