package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static tollgate.dist.kit.Problems.assertTold;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tollgate.dist.kit.H2Client;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.RawReply;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Script;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** A client sees each event before the provider has sent the next. */
class StreamFlushIT {
  @TempDir private static Path folder;
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    stand = Stand.patient(folder);
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  /** Streams an event each time the client says that it has seen the one before. */
  private static Script inStep(Recording recording, Semaphore seen) {
    return (request, leg) -> {
      leg.head(200, Scripts.chunked(recording.contentType()));
      for (byte[] event : recording.events()) {
        leg.chunk(event);
        if (!seen.tryAcquire(10, TimeUnit.SECONDS)) {
          leg.reset();
          return;
        }
      }
      leg.endChunks();
    };
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "CHAT_STREAM",
        "MESSAGES_STREAM",
        "MESSAGES_STREAM_CRLF",
        "RESPONSES_STREAM",
        "GEMINI_STREAM"
      })
  void theClientSeesEachEventBeforeTheNextIsSent(Recording recording) throws Exception {
    var seen = new Semaphore(0);
    stand.upstream().answers(inStep(recording, seen));
    var ask = Requests.forRecording(recording, "m");
    try (RawClient client = stand.gateway().connect()) {
      RawReply reply = client.send(ask).reply(ask);

      for (byte[] event : recording.events()) {
        assertArrayEquals(event, reply.body().exactly(event.length));
        seen.release();
      }

      assertEquals(0, reply.body().rest().length);
      assertEquals(true, reply.body().clean());
    }
  }

  @Test
  void aFilteredStreamIsFlushedEventForEventAsWell() throws Exception {
    var seen = new Semaphore(0);
    stand.upstream().answers(inStep(Recording.CHAT_STREAM_WITHOUT_USAGE, seen));
    var ask = Requests.chatStreamWithoutUsage("m");
    try (RawClient client = stand.gateway().connect()) {
      RawReply reply = client.send(ask).reply(ask);

      for (byte[] event : Recording.CHAT_STREAM_WITHOUT_USAGE.events()) {
        assertArrayEquals(event, reply.body().exactly(event.length));
        seen.release();
      }
    }
  }

  /** Until then what comes may still be another provider's reply, or a refusal. */
  @Test
  void theHeadComesWithTheFirstEvent() throws Exception {
    stand.upstream().answers(Scripts.cutAfter("text/event-stream", List.of()));

    assertTold(stand.ask(Requests.chatStream("m")), 502, "upstream.broke");
  }

  @Test
  void eventsAreFlushedOverHttp2AsWell() throws Exception {
    var seen = new Semaphore(0);
    Recording recording = Recording.MESSAGES_STREAM;
    stand.upstream().answers(inStep(recording, seen));
    List<byte[]> events = recording.events();
    try (H2Client client = H2Client.to(stand.gateway().port())) {
      client.send(Requests.messagesStream("m"));

      for (byte[] event : events) {
        assertArrayEquals(event, client.some());
        seen.release();
      }

      assertEquals(0, client.some().length);
      assertEquals(200, client.status());
      assertEquals(true, client.clean());
    }
  }
}
