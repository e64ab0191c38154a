package tollgate.runtime.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.problem.ProblemException;

@DisabledOnOs(OS.WINDOWS)
class StagedFilesTest {
  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void putsAllInPlaceForTheirOwnerAlone() throws Exception {
    try (var staged = new StagedFiles()) {
      staged.add(folder.resolve("a/one"), "1");
      staged.add(folder.resolve("b/two"), "2");
      assertFalse(Files.exists(folder.resolve("a/one")), "not before all are written");

      assertEquals(2, staged.commit().size());
    }

    assertEquals(List.of("a", "a/one", "b", "b/two"), names());
    assertEquals("rw-------", mode("a/one"));
    assertEquals("rwx------", mode("a"));
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  @Test
  void leavesNothingWhereItIsGivenUp() throws Exception {
    try (var staged = new StagedFiles()) {
      staged.add(folder.resolve("deep/down/one"), "1");
    }

    assertEquals(List.of(), names());
  }

  @Test
  void leavesNothingWhereTheProcessEndsMeanwhile() throws Exception {
    var staged = new StagedFiles();
    staged.add(folder.resolve("deep/one"), "1");

    staged.close(); // what the end of the process does

    assertThrows(ProblemException.class, staged::commit);
    assertThrows(ProblemException.class, () -> staged.add(folder.resolve("two"), "2"));
    assertEquals(List.of(), names());
  }

  @Test
  void keepsACopyOfWhatItChangesAndNoneOfWhatItDoesNot() throws Exception {
    Files.writeString(folder.resolve("one"), "before");
    Files.writeString(folder.resolve("same"), "same");
    for (String text : List.of("1", "2")) {
      try (var staged = new StagedFiles()) {
        staged.add(folder.resolve("one"), text);
        staged.add(folder.resolve("same"), "same");
        staged.commit();
      }
    }

    assertEquals(List.of("one", "one.before-init", "one.before-init-2", "same"), names());
    assertEquals("before", Files.readString(folder.resolve("one.before-init")));
    assertEquals("1", Files.readString(folder.resolve("one.before-init-2")));
  }

  @Test
  void takesBackWhatWasMovedWhereOneCannotBe() throws Exception {
    Files.writeString(folder.resolve("one"), "before");
    try (var staged = new StagedFiles()) {
      staged.add(folder.resolve("one"), "1");
      staged.add(folder.resolve("new"), "2");
      staged.add(folder.resolve("three"), "3");
      Files.createDirectories(folder.resolve("three/in the way"));

      assertThrows(ProblemException.class, staged::commit);
    }

    assertEquals("before", Files.readString(folder.resolve("one")));
    assertEquals(
        new TreeSet<>(List.of("one", "three", "three/in the way")), new TreeSet<>(names()));
  }
}
