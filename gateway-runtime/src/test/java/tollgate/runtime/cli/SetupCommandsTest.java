package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tollgate.runtime.checkup.Checkup;
import tollgate.runtime.checkup.Finding;
import tollgate.runtime.checkup.Mark;

class SetupCommandsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  private int doctor(Mark mark, String... arguments) {
    var finding =
        mark == Mark.PASS
            ? new Finding(mark, "It is well.", "", "")
            : new Finding(mark, "It is\n\u001b[31mill.", "the bed", "Sleep.");
    var report = new Checkup.Report(List.of(new Checkup.Result("patient", List.of(finding))));
    var command = new DoctorCommand(new PrintWriter(out, true), sources -> report);
    return new CommandLine(command.doctor()).execute(arguments);
  }

  @Test
  void failsOnlyWhereSomethingIsBroken() {
    assertEquals(ExitCodes.DONE, doctor(Mark.PASS));
    assertTrue(out.toString().contains("All is well."), out.toString());
    assertEquals(ExitCodes.DONE, doctor(Mark.WARN));
    assertEquals(ExitCodes.FAILED, doctor(Mark.FAIL));
    assertTrue(out.toString().contains("1 to mend."), out.toString());
  }

  @Test
  void tellsWhatWhereAndHowWithoutMovingTheCursor() {
    doctor(Mark.FAIL);

    assertEquals(
        List.of(
            "fail    patient     It is ?[31mill.",
            "        where  the bed",
            "        fix    Sleep.",
            "1 to mend."),
        out.toString().lines().toList());
  }

  @Test
  void tellsProgramsInJson() {
    assertEquals(ExitCodes.FAILED, doctor(Mark.FAIL, "--json"));
    assertTrue(out.toString().startsWith("{\"status\":\"fail\",\"checks\":{\"patient\":"));
  }

  private int paths(String... arguments) {
    return new CommandLine(new PathsCommand(new PrintWriter(out, true)).paths()).execute(arguments);
  }

  @Test
  void namesEveryPlaceAndWhatSaysSo() throws Exception {
    Path file = Files.writeString(folder.resolve("gate.toml"), "log.file = \"gate.log\"\n");
    String[] given = {"--config", file.toString(), "--data-dir", folder.resolve("data").toString()};

    assertEquals(ExitCodes.DONE, paths(given));

    List<String> lines = out.toString().lines().map(line -> line.replaceAll(" {2,}", "|")).toList();
    assertTrue(lines.contains("settings|" + file + "|flag --config"), out.toString());
    assertTrue(
        lines.contains("token|" + folder.resolve("data/admin-token") + "|default|not there"),
        out.toString());
    assertTrue(
        lines.contains("log|" + folder.resolve("gate.log") + "|" + file + " line 1|not there"),
        out.toString());
    assertTrue(
        lines.contains("data|" + folder.resolve("data") + "|flag --data-dir|not there"),
        out.toString());
  }

  @Test
  void namesThemForPrograms() throws Exception {
    Path file = Files.writeString(folder.resolve("gate.toml"), "");

    assertEquals(ExitCodes.DONE, paths("--json", "--config", file.toString()));

    assertTrue(
        out.toString()
            .startsWith(
                "{\"settings\":{\"path\":\""
                    + file
                    + "\",\"source\":\"flag --config\","
                    + "\"exists\":true}"),
        out.toString());
  }
}
