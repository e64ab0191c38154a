package tollgate.invented;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Headers;
import tollgate.api.provider.Exchange.Sending;
import tollgate.api.provider.ExchangeReply;
import tollgate.api.usage.TokenCounts;

class AcmeJournalTest {
  private final AcmeJournal journal = new AcmeJournal();
  private final AcmeExchange engine = new AcmeExchange("two words", journal);

  @Test
  void tellsWhatTheEngineDid() throws IOException {
    journal.useClock(InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z")));
    readAll("{\"engine\":\"acme-1\",\"live\":true}");

    var records = journal.take(10, Duration.ZERO).stream().map(journal::decode).toList();

    assertEquals(1, records.size());
    assertEquals("acme-1", records.getFirst().upstreamId());
    assertEquals(Instant.parse("2026-01-01T12:00:00Z"), records.getFirst().at());
    assertEquals(TokenCounts.of(7, 2), records.getFirst().usage().tokens());
    assertEquals(List.of(), journal.take(10, Duration.ZERO));
  }

  @Test
  void takesNoMoreThanItIsAskedFor() throws IOException {
    for (int i = 0; i < 3; i++) {
      readAll("{\"engine\":\"acme-1\"}");
    }

    assertEquals(2, journal.take(2, Duration.ZERO).size());
    assertEquals(1, journal.take(2, Duration.ZERO).size());
  }

  @Test
  void refusesALineItDidNotWrite() {
    for (String line : List.of("", "a b c d", "now 1 acme-1 1 1", "2026-01-01T12:00:00Z 1 e x y")) {
      byte[] raw = line.getBytes(StandardCharsets.UTF_8);
      assertThrows(IllegalArgumentException.class, () -> journal.decode(raw), line);
    }
  }

  @Test
  void breaksOffWhenTheExchangeIsCancelled() throws IOException {
    ExchangeReply reply = engine.send(sending("{\"engine\":\"acme-1\",\"live\":true}"));
    reply.read();

    reply.close();

    assertThrows(IOException.class, reply::read);
  }

  private void readAll(String body) throws IOException {
    try (ExchangeReply reply = engine.send(sending(body))) {
      ByteBuffer bytes = reply.read();
      while (bytes != null) {
        bytes = reply.read();
      }
      assertNull(bytes);
    }
  }

  private static Sending sending(String body) {
    return new Sending(
        "POST",
        "/acme/v1/ask",
        Headers.none(),
        List.of(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))));
  }
}
