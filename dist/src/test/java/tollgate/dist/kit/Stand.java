package tollgate.dist.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A gateway with a fake provider behind it, shared by the tests of a class. At its end it holds the
 * gateway to what must be true whatever the tests did.
 */
public final class Stand implements AutoCloseable {
  private final FakeUpstream upstream;
  private final GatewayProcess gateway;

  private Stand(FakeUpstream upstream, GatewayProcess gateway) {
    this.upstream = upstream;
    this.gateway = gateway;
  }

  /** A gateway with its data in that folder, set up as the tests need it. */
  public static Stand in(Path folder, UnaryOperator<GatewaySettings> more) throws Exception {
    return in(folder, "", more);
  }

  /** The same, its Java started with one more option. */
  public static Stand in(Path folder, String option, UnaryOperator<GatewaySettings> more)
      throws Exception {
    FakeUpstream upstream = FakeUpstream.start();
    String settings = more.apply(GatewaySettings.with(upstream.address())).text();
    try {
      return new Stand(
          upstream, GatewayProcess.in(folder).with(settings).withOption(option).start());
    } catch (Exception | AssertionError notStarted) {
      upstream.close();
      throw notStarted;
    }
  }

  /**
   * A gateway that never leaves its provider alone, so that the faults of one test do not refuse
   * the calls of the next.
   */
  public static Stand patient(Path folder) throws Exception {
    return in(folder, Stand::neverOpeningABreaker);
  }

  /** The settings of a patient gateway. */
  public static GatewaySettings neverOpeningABreaker(GatewaySettings settings) {
    return settings.set("upstream.breaker.open-after", "1000");
  }

  /** The provider. */
  public FakeUpstream upstream() {
    return upstream;
  }

  /** The gateway. */
  public GatewayProcess gateway() {
    return gateway;
  }

  /** The database. */
  public LedgerFile ledger() {
    return gateway.ledger();
  }

  /** One request on a connection of its own. */
  public Answer ask(Ask ask) throws IOException {
    return gateway.ask(ask);
  }

  /** The final row of the call that was answered so. */
  public LedgerFile.Row row(Answer answer) throws Exception {
    return ledger().ended(callId(answer.head()));
  }

  /** The id of the call that a reply belongs to. */
  public static String callId(Head head) {
    return head.first("x-tollgate-call-id")
        .orElseThrow(() -> new AssertionError("No call id in " + head));
  }

  /**
   * Ends the gateway as an operator does and checks that it said nothing it should not, left no row
   * open and that its sums agree with its rows.
   */
  public void end() throws Exception {
    try (this) {
      gateway.terminate();
      GatewayProcess.Ended ended = gateway.awaitEnd();
      assertFalse(ended.output().contains("\tat "), "a stack trace: " + ended.output());
      assertFalse(ended.errors().contains("\tat "), "a stack trace: " + ended.errors());
      assertEquals(List.of(), gateway.output().events("process.uncaught"));
      new LedgerChecks(ledger()).holdAfterTheEnd();
    }
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    upstream.close();
  }
}
