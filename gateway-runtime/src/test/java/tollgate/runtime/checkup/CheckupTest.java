package tollgate.runtime.checkup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tollgate.api.json.Json;

class CheckupTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** A look that is handed its finding. */
  private record Given(String name, Finding finding) implements Check {
    @Override
    public List<Finding> run() {
      return List.of(finding);
    }
  }

  /** A look that waits. */
  private record Waiting(CountDownLatch latch, CountDownLatch other) implements Check {
    @Override
    public String name() {
      return "waiting";
    }

    @Override
    public List<Finding> run() throws InterruptedException {
      other.countDown();
      return List.of(
          latch.await(20, TimeUnit.SECONDS) ? Finding.pass("met") : Finding.skipped("missed"));
    }
  }

  private static Checkup.Report of(Finding... findings) throws InterruptedException {
    return Checkup.of(
        List.of(findings).stream().<Check>map(finding -> new Given("one", finding)).toList(),
        LIMIT);
  }

  @Test
  void isAsGoodAsTheWorstAndNoWorseForWhatWasSkipped() throws Exception {
    assertEquals(Mark.PASS, of(Finding.pass("a"), Finding.skipped("b")).mark());
    assertEquals(Mark.WARN, of(Finding.warn("a", "", "x"), Finding.skipped("b")).mark());
    assertEquals(Mark.FAIL, of(Finding.fail("a", "", "x"), Finding.warn("b", "", "x")).mark());
  }

  @Test
  void looksAtEverythingAtOnce() throws Exception {
    var one = new CountDownLatch(1);
    var two = new CountDownLatch(1);

    var report = Checkup.of(List.of(new Waiting(one, two), new Waiting(two, one)), LIMIT);

    assertEquals(Mark.PASS, report.mark(), report::toString);
  }

  @Test
  void doesNotWaitForWhatHangs() throws Exception {
    var never = new CountDownLatch(1);
    var hanging = new Waiting(never, new CountDownLatch(1));

    var report = Checkup.of(List.of(hanging, new Given("b", Finding.pass("well"))), Duration.ZERO);

    assertEquals(Mark.FAIL, report.results().getFirst().mark());
    never.countDown();
  }

  @Test
  void tellsOfACheckThatFailsItself() throws Exception {
    Check broken =
        new Check() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public List<Finding> run() {
            throw new IllegalStateException("surprise");
          }
        };

    var report = Checkup.of(List.of(broken), LIMIT);

    assertTrue(report.results().getFirst().toString().contains("surprise"), report::toString);
    assertEquals(Mark.FAIL, report.mark());
  }

  @Test
  void isToldInJson() throws Exception {
    assertEquals(
        "{\"status\":\"fail\",\"checks\":{\"one\":{\"status\":\"fail\",\"findings\":[{\"status\":"
            + "\"fail\",\"what\":\"a\",\"where\":\"b\",\"fix\":\"c\"}]}}}",
        Json.encode(of(Finding.fail("a", "b", "c")).json()));
  }
}
