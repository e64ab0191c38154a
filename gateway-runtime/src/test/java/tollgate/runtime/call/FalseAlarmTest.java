package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Money;

/**
 * Gateways of others have refused calls whose budgets were not spent; each test is one of those
 * published reports, with the requests of real tools, at $3 and $15 a million tokens.
 */
class FalseAlarmTest {
  @TempDir private Path folder;

  /** BerriAI/litellm#38647: refused under a budget of $25 of which nothing was spent. */
  @Test
  void aBudgetOf25DollarsAt0SpentHasRoomFor50RunningToolsThatAllowLongAnswers() {
    try (var purse = new Purse(folder, "25")) {
      List<CapturedRequest> requests = CapturedRequest.all();
      for (int i = 0; i < 50; i++) {
        // at their worst: 50 answers of 64,000 tokens are $48
        purse.admitted(requests.get(i % requests.size()).facts().maxOutputTokens(64_000));
      }

      assertEquals(50, purse.running());
    }
  }

  /** The same with models that reason unseen, which hold what they may write until their end. */
  @Test
  void aBudgetOf25DollarsAt0SpentHasRoomFor64RunningToolsWhoseModelsReasonUnseen() {
    try (var purse = new Purse(folder, "25")) {
      List<CapturedRequest> requests = CapturedRequest.all();
      for (int i = 0; i < 64; i++) {
        // at their worst: 64 answers of 64,000 tokens are $61
        var facts = requests.get(i % requests.size()).facts().maxOutputTokens(64_000);
        FundedCall funded = purse.admitted(facts.hiddenOutput(true));
        assertTrue(funded.output() >= 2_048, () -> "only " + funded.output());
      }
      purse.admitted(largest().facts());

      assertEquals(65, purse.running());
    }
  }

  /**
   * BerriAI/litellm#27509: a team was blocked at $2,000 with $0.144 spent, by requests without
   * {@code max_tokens}, each of which had reserved all that was left.
   */
  @Test
  void aBudgetOf2000DollarsAt14CentsSpentHasRoomForRequestsWithoutALimit() {
    try (var purse = new Purse(folder, "2000")) {
      Purse.settle(purse.admitted(CapturedRequest.all().getFirst().facts()), 28_000, 4_000);
      for (CapturedRequest request : CapturedRequest.all()) {
        purse.admitted(request.facts().maxOutputTokens(0));
        purse.admitted(request.facts().maxOutputTokens(0).streaming(false));
      }

      assertEquals(2L * CapturedRequest.all().size(), purse.running());
    }
  }

  /**
   * The same without the large sum: a dollar has room for every captured request that runs alone,
   * whatever it allows the answer to be.
   */
  @Test
  void aDollarHasRoomForEachCapturedRequest() {
    try (var purse = new Purse(folder, "1")) {
      for (CapturedRequest request : CapturedRequest.all()) {
        FundedCall funded = purse.admitted(request.facts());
        Purse.settle(funded, 0, 0);
      }

      assertEquals(0, purse.running());
    }
  }

  /**
   * BerriAI/litellm#36926: what was spent stayed reserved beside it for two minutes, and three
   * retries failed before the fourth came through.
   */
  @Test
  void whatACallHeldIsFreeTheMomentItIsSettled() {
    try (var purse = new Purse(folder, "1")) {
      CapturedRequest large = largest();
      for (int i = 0; i < 9; i++) { // of ten cents each
        Purse.settle(purse.admitted(large.facts()), 30_000, 667);
      }

      assertInstanceOf(Outcome.Passed.class, purse.ask(small().facts()));
    }
  }

  /** BerriAI/litellm#40020: a counter never began anew, and only a restart cleared it. */
  @Test
  void aSpentDayIsOverWhenTheNextBeginsAndNobodyRestartsAnything() {
    try (var purse = new Purse(folder, "0.1")) {
      Purse.settle(purse.admitted(small().facts()), 10_000, 5_000);
      assertInstanceOf(Outcome.Refused.class, purse.ask(small().facts()));

      assertInstanceOf(
          Outcome.Passed.class, purse.ask(small().facts(), Stages.NOW.plus(Duration.ofHours(12))));
      assertInstanceOf(Outcome.Refused.class, purse.ask(small().facts()));
    }
  }

  /** puffo-ai/puffo-agent#327: four agents on one budget were turned away 1,359 times in a day. */
  @Test
  void fourAgentsOnABudgetThatHasRoomForOneAtATimeWaitForEachOther() throws Exception {
    CapturedRequest large = largest();
    Money one = hold(large);
    String usd = new Money(one.nanos() * 3 / 2).toUsd().toPlainString();
    try (var purse = new Purse(folder, usd);
        var agents = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<Outcome<FundedCall>>>();
      for (int i = 0; i < 4; i++) {
        all.add(
            agents.submit(() -> {
              Outcome<FundedCall> outcome = purse.ask(large.facts());
              Purse.settle(Stages.passed(outcome), 100, 10);
              return outcome;
            }));
      }
      for (Future<Outcome<FundedCall>> agent : all) {
        assertInstanceOf(Outcome.Passed.class, agent.get());
      }
    }
  }

  /**
   * BerriAI/litellm#40002, the leak from the same cause: a prompt of 300,000 tokens was reserved at
   * the rate of short ones, half of what it cost.
   */
  @Test
  void aPromptBeyondATierIsHeldAtThatTiersRate() {
    try (var purse = new Purse(folder, "25").charge(RateUnit.INPUT, "6", 272_000)) {
      var longest = largest().facts().promptBytes(300_000 * 5);

      Money held = purse.admitted(longest).reservation().hold().money();

      assertTrue(held.compareTo(Money.usd("1.8")) >= 0, held::toString);
    }
  }

  private Money hold(CapturedRequest request) {
    try (var purse = new Purse(folder.resolve("hold"), "25")) {
      return purse.admitted(request.facts()).reservation().hold().money();
    }
  }

  private static CapturedRequest largest() {
    return CapturedRequest.all().stream()
        .max((one, other) -> Long.compare(one.promptBytes(), other.promptBytes()))
        .orElseThrow();
  }

  private static CapturedRequest small() {
    return CapturedRequest.all().stream()
        .min((one, other) -> Long.compare(one.promptBytes(), other.promptBytes()))
        .orElseThrow();
  }
}
