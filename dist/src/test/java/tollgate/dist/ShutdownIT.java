package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewayProcess.Ended;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.LedgerChecks;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.RawReply;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;

/** SIGTERM: no new calls, the running ones may finish, then a clean end. */
class ShutdownIT {
  private static final int TERMINATED = 143;

  @TempDir private Path folder;

  @Test
  void aRunningStreamFinishesAndTheNextStartGoesOn() throws Exception {
    var goOn = new CountDownLatch(1);
    Recording recording = Recording.MESSAGES_STREAM;
    try (FakeUpstream upstream = FakeUpstream.start()) {
      upstream.answers((request, leg) -> {
        leg.head(200, Scripts.chunked(recording.contentType()));
        leg.chunk(recording.first(5));
        goOn.await(20, TimeUnit.SECONDS);
        leg.chunk(Recording.join(recording.events().subList(5, recording.events().size())));
        leg.endChunks();
      });
      GatewayProcess.Plan plan =
          GatewayProcess.in(folder).with(GatewaySettings.with(upstream.address()).text());
      try (GatewayProcess gateway = plan.start();
          RawClient client = gateway.connect()) {
        Ask ask = Requests.messagesStream("m");
        RawReply reply = client.send(ask).reply(ask);
        assertArrayEquals(recording.first(5), reply.body().exactly(recording.first(5).length));

        gateway.terminate();
        Eventually.holds("the drain", () -> !gateway.output().events("shutdown.drain").isEmpty());
        assertNoNewCalls(gateway);
        goOn.countDown();
        byte[] rest = reply.body().rest();

        Ended ended = gateway.awaitEnd();
        assertEquals(recording.bytes().length - recording.first(5).length, rest.length);
        assertTrue(reply.body().clean());
        assertCleanEnd(gateway, ended);
        assertEquals("settled", gateway.ledger().ended("requested_model", "m").text("state"));
      }
      assertServesAgain(plan, upstream);
    }
  }

  /** A new connection is refused, or a new call on it is. */
  private static void assertNoNewCalls(GatewayProcess gateway) {
    try {
      Answer answer = gateway.ask(Requests.messages("late"));
      assertEquals(503, answer.status(), answer::toString);
    } catch (IOException refused) {
      assertTrue(gateway.output().events("shutdown.complete").isEmpty());
    }
  }

  private static void assertCleanEnd(GatewayProcess gateway, Ended ended) throws Exception {
    assertEquals(TERMINATED, ended.status(), ended::output);
    assertEquals(1, gateway.output().events("shutdown.complete").size(), ended::output);
    assertFalse(ended.output().contains("\tat "), ended::output);
    new LedgerChecks(gateway.ledger()).holdAfterTheEnd();
  }

  private static void assertServesAgain(GatewayProcess.Plan plan, FakeUpstream upstream)
      throws Exception {
    upstream.answers(Scripts.recorded(Recording.CHAT_BODY));
    try (GatewayProcess gateway = plan.start()) {
      assertEquals(200, gateway.ask(Requests.chat("again")).status());
      gateway.ledger().ended("requested_model", "again");
      assertEquals(2, gateway.ledger().count("call"));
      assertEquals(0, gateway.output().events("lifecycle.boot_recovery").size());
    }
  }

  @Test
  void aStreamThatDoesNotFinishInTimeIsEndedAndSettled() throws Exception {
    Recording recording = Recording.MESSAGES_STREAM;
    try (FakeUpstream upstream = FakeUpstream.start()) {
      upstream.answers(
          Scripts.stallAfter(recording.contentType(), recording.events().subList(0, 5)));
      String settings =
          GatewaySettings.with(upstream.address()).set("shutdown.drain-time", "\"500ms\"").text();
      try (GatewayProcess gateway = GatewayProcess.in(folder).with(settings).start();
          RawClient client = gateway.connect()) {
        Ask ask = Requests.messagesStream("m");
        RawReply reply = client.send(ask).reply(ask);
        reply.body().exactly(recording.first(5).length);

        gateway.terminate();
        reply.body().rest();
        Ended ended = gateway.awaitEnd();

        assertCleanEnd(gateway, ended);
        assertEquals(
            "aborted",
            gateway.ledger().ended("requested_model", "m").text("state"),
            "what was not finished is aborted, with what it used");
        assertEquals(
            14_336, gateway.ledger().ended("requested_model", "m").number("cache_read_tokens"));
      }
    }
  }
}
