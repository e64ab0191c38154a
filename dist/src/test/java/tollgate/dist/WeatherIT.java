package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.dist.kit.Problems.assertMessagesShape;
import static tollgate.dist.kit.Problems.assertTold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.DeadPort;
import tollgate.dist.kit.Digest;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Script;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** Providers that are slow, silent or away: time-outs, and second tries before the first byte. */
class WeatherIT {
  @TempDir private static Path folder;
  private static Stand stand;
  private static DeadPort ignoring;

  @BeforeAll
  static void start() throws Exception {
    ignoring = DeadPort.ignoring();
    stand = Stand.in(folder, WeatherIT::settings);
  }

  private static GatewaySettings settings(GatewaySettings settings) {
    try {
      return Stand.neverOpeningABreaker(settings)
          .set("upstream.connect-timeout", "\"300ms\"")
          .set("upstream.head-timeout", "\"500ms\"")
          .set("upstream.first-byte-timeout", "\"400ms\"")
          .set("upstream.idle-timeout", "\"450ms\"")
          .set("upstream.total-timeout", "\"2s\"")
          .provider("ignoring", ignoring.address())
          .provider("refusing", DeadPort.refusing());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  @AfterAll
  static void end() throws Exception {
    ignoring.close();
    stand.end();
  }

  @BeforeEach
  void forget() {
    stand.upstream().reset();
  }

  @Test
  void aProviderThatRefusesConnectionsIsUnreachable() throws Exception {
    Answer answer = stand.ask(Requests.messages("m").with("x-provider", "refusing"));

    assertTold(answer, 503, "upstream.unreachable");
    assertMessagesShape(answer, "api_error");
    assertEquals("failed", stand.row(answer).text("state"));
  }

  @Test
  void aProviderThatTakesNoConnectionTimesOut() throws Exception {
    Answer answer = stand.ask(Requests.messages("m").with("x-provider", "ignoring"));

    assertTold(answer, 504, "upstream.connect_timeout");
    assertMessagesShape(answer, "timeout_error");
    assertEquals("failed", stand.row(answer).text("state"));
  }

  @Test
  void aProviderThatSendsNoHeadTimesOut() throws Exception {
    stand.upstream().answers(Scripts.silence());
    long begin = System.nanoTime();

    Answer answer = stand.ask(Requests.messages("m"));

    assertTold(answer, 504, "upstream.head_timeout");
    assertTrue(millisSince(begin) >= 500, "too early");
    assertEquals("failed", stand.row(answer).text("state"));
    assertEquals(504, stand.row(answer).number("status"));
  }

  private static long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  @Test
  void aStreamWithoutAFirstByteTimesOut() throws Exception {
    stand.upstream().answers(Scripts.stallAfter("text/event-stream", List.of()));

    Answer answer = stand.ask(Requests.messagesStream("m"));

    assertFalse(answer.status() == 200 && answer.clean(), answer::toString);
    assertEquals("upstream.first_byte_timeout", stand.row(answer).text("error_code"));
  }

  @Test
  void aStreamThatFallsSilentIsBrokenOff() throws Exception {
    Recording recording = Recording.MESSAGES_STREAM;
    List<byte[]> first = recording.events().subList(0, 5);
    stand.upstream().answers(Scripts.stallAfter(recording.contentType(), first));

    Answer answer = stand.ask(Requests.messagesStream("m"));

    assertFalse(answer.clean(), answer::toString);
    assertArrayEquals(recording.first(5), answer.body());
    Row row = stand.row(answer);
    assertEquals("failed", row.text("state"));
    assertEquals("upstream.idle_timeout", row.text("error_code"));
    assertEquals(14_336, row.number("cache_read_tokens"));
  }

  @Test
  void aStreamThatGoesOnForTooLongIsBrokenOff() throws Exception {
    stand
        .upstream()
        .answers((request, leg) -> {
          leg.head(200, Scripts.chunked("text/event-stream"));
          leg.chunk(Recording.MESSAGES_STREAM.first(1));
          while (leg.closedWithin(Duration.ofMillis(50)).isEmpty()) {
            leg.chunk("event: ping\ndata: {\"type\":\"ping\"}\n\n");
          }
        });
    long begin = System.nanoTime();

    Answer answer = stand.ask(Requests.messagesStream("m"));

    assertFalse(answer.clean());
    assertTrue(millisSince(begin) < 6000, "too late");
    assertEquals("upstream.total_timeout", stand.row(answer).text("error_code"));
  }

  @Test
  void aSlowStreamThatKeepsTalkingIsNotBrokenOff() throws Exception {
    Recording recording = Recording.MESSAGES_STREAM_CRLF;
    stand
        .upstream()
        .answers(Scripts.paced(recording.contentType(), recording.events(), Duration.ofMillis(60)));

    Answer answer = stand.ask(Requests.messagesStream("m"));

    assertTrue(answer.clean(), answer::toString);
    assertEquals(Digest.of(recording.bytes()), answer.sha256());
  }

  @Test
  void aSentCallWhoseConnectionBreaksIsNotSentTwice() throws Exception {
    for (Script fault : List.of(Scripts.closeBeforeHead(), Scripts.resetBeforeHead())) {
      stand.upstream().reset();
      stand.upstream().answersNext(fault).answers(Scripts.recorded(Recording.MESSAGES_STREAM));

      Answer answer = stand.ask(Requests.messagesStream("m"));

      assertTold(answer, 502, "upstream.broke");
      assertEquals(1, stand.upstream().received().size(), "it may have been worked on");
      Row row = stand.row(answer);
      assertEquals("failed", row.text("state"));
      assertEquals(1, attemptsOf(row));
    }
  }

  private static long attemptsOf(Row row) throws Exception {
    return stand
        .ledger()
        .ask("SELECT count(*) AS n FROM attempt WHERE call = ?", row.number("id"))
        .getFirst()
        .number("n");
  }

  @Test
  void nothingIsTriedAgainAfterTheFirstByte() throws Exception {
    Recording recording = Recording.MESSAGES_STREAM;
    stand
        .upstream()
        .answersNext(Scripts.cutAfter(recording.contentType(), recording.events().subList(0, 1)))
        .answers(Scripts.recorded(recording));

    Answer answer = stand.ask(Requests.messagesStream("m"));

    assertFalse(answer.clean());
    assertEquals(1, stand.upstream().received().size());
  }

  @Test
  void aRefusalOfTheProviderIsNotTriedAgain() throws Exception {
    for (int status : new int[] {400, 401, 403, 404, 429}) {
      stand.upstream().reset();
      stand.upstream().answers(Scripts.status(status, "no"));

      assertEquals(status, stand.ask(Requests.messages("m")).status());
      assertEquals(1, stand.upstream().received().size(), "after " + status);
    }
  }
}
