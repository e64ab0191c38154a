package tollgate.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.SettingProblem;

@Timeout(20)
class LogFileTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;
  private final ByteArrayOutputStream other = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");

  private LogFileSettings settings(long bytes, int files, Duration keepFor, long total) {
    return new LogFileSettings(
        folder.resolve("logs/gate.log"), bytes, Duration.ofDays(1), files, keepFor, total);
  }

  private LogFile open(LogFileSettings settings) {
    return LogFile.open(settings, other, () -> now);
  }

  private static void write(LogFile file, String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    file.write(bytes, 0, bytes.length);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder.resolve("logs"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** All lines there are, the full files' first. */
  private List<String> lines() throws IOException {
    var text = new StringBuilder();
    for (String name : names()) {
      if (name.endsWith(".gz")) {
        try (var in = new GZIPInputStream(Files.newInputStream(folder.resolve("logs/" + name)))) {
          text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return text.append(Files.readString(folder.resolve("logs/gate.log")))
        .toString()
        .lines()
        .toList();
  }

  @Test
  void losesNoLineWhileItIsBegunAnew() throws IOException {
    try (LogFile file = open(settings(100, 1_000, Duration.ofDays(9), 1_000_000))) {
      for (int i = 0; i < 200; i++) {
        write(file, "line " + i);
      }
    }

    assertEquals(
        IntStream.range(0, 200).mapToObj(i -> "line " + i).toList(), lines(), () -> "in order");
    assertTrue(names().size() > 10);
    assertEquals("gate-20261121T120000000Z-0001.log.gz", names().getFirst());
  }

  @Test
  void beginsAnewWhenItIsOldAndGoesOnAfterARestart() throws IOException {
    LogFileSettings settings = settings(1_000_000, 9, Duration.ofDays(9), 1_000_000);
    try (LogFile file = open(settings)) {
      write(file, "first");
    }
    try (LogFile file = open(settings)) {
      write(file, "second");
      assertEquals(1, names().size());
    }
    now = Instant.now().plus(Duration.ofDays(1));
    try (LogFile file = open(settings)) {
      write(file, "third");
    }

    assertEquals("third\n", Files.readString(folder.resolve("logs/gate.log")));
    assertEquals(List.of("first", "second", "third"), lines());
  }

  @Test
  void keepsSoManyFullOnes() throws IOException {
    try (LogFile file = open(settings(10, 3, Duration.ofDays(9), 1_000_000))) {
      for (int i = 0; i < 20; i++) {
        now = now.plusSeconds(1);
        write(file, "line " + i);
      }
    }

    assertEquals(List.of("line 16", "line 17", "line 18", "line 19"), lines());
  }

  @Test
  void keepsThemSoLong() throws IOException {
    LogFileSettings settings = settings(10, 99, Duration.ofHours(1), 1_000_000);
    now = Instant.now();
    try (LogFile file = open(settings)) {
      write(file, "one line");
      write(file, "another");
    }
    now = now.plus(Duration.ofHours(2));
    open(settings).close();

    assertEquals(List.of("another"), lines());
  }

  @Test
  void keepsSoMuchOfThem() throws IOException {
    try (LogFile file = open(settings(10, 99, Duration.ofDays(9), 70))) {
      for (int i = 0; i < 20; i++) {
        now = now.plusSeconds(1);
        write(file, "line " + i);
      }
    }

    assertEquals(3, names().size(), () -> "two of some 30 bytes each, and the open one");
  }

  @Test
  void leavesOtherFilesAlone() throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    for (String name : List.of("gate-notes.log", "gate-2026.log.gz", "other.log")) {
      Files.writeString(folder.resolve("logs/" + name), "mine");
    }

    try (LogFile file = open(settings(10, 1, Duration.ofDays(9), 70))) {
      for (int i = 0; i < 5; i++) {
        write(file, "line " + i);
      }
    }

    assertTrue(
        names().containsAll(List.of("gate-notes.log", "gate-2026.log.gz", "other.log")),
        () -> "they were not made here");
  }

  @Test
  void finishesWhatAnEarlierRunLeft() throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    Files.writeString(folder.resolve("logs/gate-20261120T120000000Z-0001.log"), "left\n");
    Files.writeString(folder.resolve("logs/gate-20261120T120000000Z-0001.log.gz.part"), "torn");

    try (LogFile file = open(settings(100, 9, Duration.ofDays(9), 1_000))) {
      write(file, "new");
    }

    assertEquals(List.of("left", "new"), lines());
    assertEquals(2, names().size(), () -> "nothing is left over");
  }

  static boolean hasFullDisk() {
    return Files.isWritable(FULL);
  }

  @EnabledIf("hasFullDisk")
  @Test
  void whatAFullDiskDoesNotTakeGoesToTheOtherStream() throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    Path link = Files.createSymbolicLink(folder.resolve("logs/gate.log"), FULL);
    try (LogFile file = open(settings(100, 9, Duration.ofDays(9), 1_000))) {
      write(file, "first");
      assertTrue(file.trouble().isPresent());

      assertEquals("first\n", other.toString(StandardCharsets.UTF_8));
    }
    Files.delete(link);
  }

  @Test
  void aFileThatCannotBeWrittenStopsTheStart() throws IOException {
    Files.writeString(folder.resolve("logs"), "a file where a folder should be");

    var refused =
        assertThrows(
            ProblemException.class, () -> open(settings(100, 9, Duration.ofDays(9), 1_000)));

    assertEquals(SettingProblem.LOG_UNWRITABLE, refused.report().problem());
  }

  @Test
  void errorsAreInTheFileAndOnTheErrorStream() throws IOException {
    var err = new ByteArrayOutputStream();
    LogFileSettings file = settings(100_000, 9, Duration.ofDays(9), 1_000_000);
    var log = new LogSettings(Level.INFO, LogFormat.JSON, 100, Optional.of(file));
    try (var output = new LogOutput(log, open(file), err).start()) {
      output.accept(Events.occurrence(GatewayEvent.CONFIG_LOADED));
      output.accept(Events.occurrence(GatewayEvent.CONFIG_ERROR));
    }

    assertEquals(2, lines().size());
    assertTrue(
        err.toString(StandardCharsets.UTF_8)
            .lines()
            .collect(Collectors.joining())
            .contains("config.error"));
  }
}
