package tollgate.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.SetupProblem;

@DisabledOnOs(OS.WINDOWS)
class ServiceWorkTest {
  private static final String TEXT = "# Made by: tollgate service install\nx\n";

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();
  private final List<List<String>> ran = new ArrayList<>();
  private int status;
  private boolean absent;

  private final ServiceWork work =
      new ServiceWork(
          new Commands() {
            @Override
            public Ended run(List<String> words) throws IOException {
              if (absent) {
                throw new IOException("no such file");
              }
              ran.add(words);
              return new Ended(status, "It is\nso.");
            }

            @Override
            public int show(List<String> words) {
              ran.add(words);
              return status;
            }
          },
          told::add);

  private static Step run(String... words) {
    return new Step.Run(List.of(words));
  }

  @Test
  void writesAFileForAllToReadAndTheSameOneNotAgain() throws Exception {
    Path unit = folder.resolve("systemd/user/tollgate.service");

    work.perform(List.of(new Step.Write(unit, TEXT)));
    work.perform(List.of(new Step.Write(unit, TEXT)));

    assertEquals(TEXT, Files.readString(unit));
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(unit)));
    assertEquals(List.of("wrote " + unit, "unchanged: " + unit), told);
  }

  @Test
  void leavesAFileOfSomebodyElseAlone() throws Exception {
    Path unit = Files.writeString(folder.resolve("tollgate.service"), "mine");

    var refused =
        assertThrows(
            ProblemException.class, () -> work.perform(List.of(new Step.Write(unit, TEXT))));

    assertEquals(SetupProblem.SERVICE_FOREIGN, refused.report().problem());
    assertEquals("mine", Files.readString(unit));
  }

  @Test
  void doesNothingAtAllWhereAFileThatIsToGoIsSomebodyElses() throws Exception {
    Path unit = Files.writeString(folder.resolve("tollgate.service"), "mine");

    var refused =
        assertThrows(
            ProblemException.class,
            () -> work.perform(List.of(run("systemctl", "disable"), new Step.Delete(unit))));

    assertEquals(SetupProblem.SERVICE_FOREIGN, refused.report().problem());
    assertEquals("mine", Files.readString(unit));
    assertEquals(List.of(), ran, "their service goes on");
  }

  @Test
  void stopsAtACommandThatFailsAndTellsWhatItSaid() {
    status = 5;

    var failed =
        assertThrows(
            ProblemException.class,
            () -> work.perform(List.of(run("systemctl", "start", "x"), run("never"))));

    assertEquals(List.of(List.of("systemctl", "start", "x")), ran);
    assertEquals(
        "The command \"systemctl start x\" ended with 5: It is so.", failed.report().what());
  }

  @Test
  void goesOnAfterOneThatMayFail() throws Exception {
    status = 5;
    Path unit = Files.writeString(folder.resolve("tollgate.service"), TEXT);

    work.perform(List.of(new Step.Try(List.of("launchctl", "bootout")), new Step.Delete(unit)));

    assertFalse(Files.exists(unit));
    assertEquals(List.of("ran launchctl bootout, status 5", "deleted " + unit), told);
  }

  @Test
  void saysWhatToDoWhereTheProgramIsNotThere() {
    absent = true;

    var refused =
        assertThrows(ProblemException.class, () -> work.perform(List.of(run("systemctl", "x"))));

    assertEquals(SetupProblem.SERVICE_NOT_HERE, refused.report().problem());
    assertTrue(refused.report().what().contains("no program systemctl"), refused::toString);
  }
}
