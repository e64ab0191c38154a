package tollgate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No test sleeps: it waits for what it is about, with a limit. A sleep is too short on a busy
 * machine and too long on every other.
 */
class SleepsTest {
  private static final Pattern SLEEP =
      Pattern.compile(
          "\\bsleep\\s*\\(|\\bpark(Nanos|Until)?\\s*\\(|::\\s*(sleep|park)|import static"
              + " .*\\.(sleep|park)");

  private static final Set<String> EXCUSED =
      Set.of(
          // Looks again and again at what another process does and tells nobody about.
          "dist/src/test/java/tollgate/dist/kit/Eventually.java",
          // A benchmark whose calls must begin when they are due, whatever became of those before.
          "gateway-runtime/src/test/java/tollgate/runtime/bench/LedgerLoad.java");

  @Test
  void noTestSleeps() throws IOException {
    var sleepers = new TreeSet<String>();
    for (Path file : testSources()) {
      if (sleeps(Files.readString(file))) {
        sleepers.add(Checkout.top().relativize(file).toString().replace('\\', '/'));
      }
    }

    assertEquals(
        new TreeSet<>(EXCUSED),
        sleepers,
        "Wait for a latch, a message or an end instead, or list the file here with its reason.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thread.sleep(5)",
        "TimeUnit.SECONDS.sleep(1)",
        "LockSupport.parkNanos(1)",
        "LockSupport.park (this)",
        "run(Thread::sleep)"
      })
  void knowsASleepByEveryName(String source) {
    assertTrue(sleeps(source));
  }

  @ParameterizedTest
  @ValueSource(strings = {"latch.await(5, SECONDS)", "unpark(thread)", "sparkle(1)", "asleep()"})
  void leavesWaitingAlone(String source) {
    assertFalse(sleeps(source));
  }

  private static boolean sleeps(String source) {
    return SLEEP.matcher(source).find();
  }

  private static Set<Path> testSources() {
    try (Stream<Path> files = Files.walk(Checkout.top())) {
      Set<Path> found =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(SleepsTest::isForTests)
              .filter(file -> !file.endsWith("SleepsTest.java"))
              .collect(Collectors.toSet());
      assertTrue(found.size() > 10, () -> "found too few tests under " + Checkout.top());
      return found;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Tests, and the testkit, whose main code is made of them. */
  private static boolean isForTests(Path file) {
    Path path = Checkout.top().relativize(file);
    return path.startsWith(Path.of("plugins", "testkit"))
        || path.toString().contains(Path.of("src", "test").toString());
  }
}
