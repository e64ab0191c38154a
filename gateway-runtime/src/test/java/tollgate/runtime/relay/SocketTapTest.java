package tollgate.runtime.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.SocketDialect;
import tollgate.api.json.JsonView;
import tollgate.api.usage.Provenance;

class SocketTapTest {
  private static final String LAST = "{\"over\":true}";

  private final FakeWatch watch = new FakeWatch();
  private final AtomicLong clock = new AtomicLong(1_000);
  private final CountingReader reader =
      new CountingReader(Framing.NDJSON).endingWith(event -> event.json().at("/over").isTrue());
  private final SocketTap tap = new SocketTap(new Talk(), reader, watch, clock::get);

  /** Whatever says that it is over closes a turn; what says "bug" makes the dialect throw. */
  private final class Talk implements SocketDialect {
    @Override
    public boolean opensTurn(JsonView clientMessage) {
      return true;
    }

    @Override
    public boolean closesTurn(JsonView upstreamMessage) {
      if (upstreamMessage.at("/bug").exists()) {
        throw new IllegalStateException("bug");
      }
      return upstreamMessage.at("/over").isTrue();
    }

    @Override
    public ReplyReader reader(RequestFacts facts) {
      return reader;
    }

    @Override
    public String refuse(Refusal refusal, Manner manner) {
      return "{}";
    }
  }

  private void hear(String text) {
    tap.read(ByteBuffer.wrap(text.getBytes(UTF_8)), true);
  }

  /** Pieces as the network has them: in direct buffers, cut anywhere. */
  private void hearInPieces(String text, int size) {
    byte[] bytes = text.getBytes(UTF_8);
    for (int from = 0; from < bytes.length; from += size) {
      int length = Math.min(size, bytes.length - from);
      ByteBuffer piece = ByteBuffer.allocateDirect(length).put(bytes, from, length).flip();
      tap.read(piece, from + length == bytes.length);
      assertEquals(length, piece.remaining(), "the position stays");
    }
  }

  @Test
  void readsEveryMessageOnceAndKnowsTheLast() {
    hear("{\"delta\":\"a\"}");
    hearInPieces("{\"delta\":\"漢字\"}", 3);
    assertFalse(tap.closed());
    hearInPieces(LAST, 5);

    assertTrue(tap.closed());
    assertEquals(3, reader.events());
    assertEquals(Provenance.EXACT, tap.tally().usage().provenance());
    assertTrue(tap.tally().ended());
    assertEquals(13 + 18 + LAST.length(), tap.tally().bytes());
  }

  @Test
  void knowsWhetherTheClientHasHalfAMessage() {
    tap.read(ByteBuffer.wrap("{\"delta\"".getBytes(UTF_8)), false);
    assertTrue(tap.inMessage());

    tap.read(ByteBuffer.wrap(":1}".getBytes(UTF_8)), true);
    assertFalse(tap.inMessage());
  }

  @Test
  void aMessageTooLongToBeReadMayHaveBeenTheLast() {
    byte[] piece = new byte[1 << 20];
    for (int i = 0; i < 17; i++) {
      tap.read(ByteBuffer.wrap(piece), i == 16);
    }

    assertEquals(1, watch.unread);
    assertTrue(tap.mayBeOver());
    assertFalse(tap.closed());
    assertFalse(tap.tally().ended());
    assertEquals(17L << 20, tap.tally().bytes());

    hear(LAST);
    assertTrue(tap.closed(), "what comes after it is read again");
  }

  @Test
  void aDialectThatThrowsLeavesTheTurnInDoubtAndTheRelayAlone() {
    hear("{\"bug\":1}");

    assertTrue(tap.mayBeOver());
    assertEquals(1, watch.blind.size());
    assertFalse(tap.tally().ended());
  }

  @Test
  void whatIsNoJsonIsAMessageLikeAnyOther() {
    hear("pong");

    assertEquals(1, reader.events());
    assertFalse(tap.closed());
  }

  @Test
  void tellsTheFirstByteAndThenUsageOnceASecond() {
    hear("{}");
    clock.addAndGet(999_999_999);
    hear("{}");
    assertEquals(0, watch.notes.size());
    clock.addAndGet(1);
    hear("{}");

    assertEquals(1, watch.firstBytes);
    assertEquals(1, watch.notes.size());
    assertEquals(OptionalLong.of(1_000), tap.tally().firstByteNanos());
  }

  @Test
  void anEndingIsOneMessageForEachOfItsLines() {
    assertEquals(
        List.of("event: end", "data: {\"stopped\":true}"),
        tap.ending(FakeWatch.REFUSAL, watch.manner()));
  }
}
