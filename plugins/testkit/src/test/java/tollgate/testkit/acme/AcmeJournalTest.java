package tollgate.testkit.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.GatewayPlugin;
import tollgate.api.call.Headers;
import tollgate.api.intake.UsageSource;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.Exchange.Sending;
import tollgate.api.provider.ExchangeReply;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.usage.TokenCounts;
import tollgate.testkit.PackagedPlugin;
import tollgate.testkit.RecordedDocument;
import tollgate.testkit.TestContext;

/** The invented vendor's engine and the journal it keeps: usage sources have no contract yet. */
class AcmeJournalTest {
  private static final String WHOLE = "{\"engine\":\"acme-1\"}";
  private static final String LIVE = "{\"engine\":\"acme-1\",\"live\":true}";

  @TempDir private Path folder;
  private GatewayPlugin plugin;
  private UsageSource journal;
  private Exchange engine;

  @BeforeEach
  void start() throws Exception {
    plugin = PackagedPlugin.load(Acme.JAR).plugin();
    plugin.start(new TestContext("invented", folder, Map.of(), RecordedDocument.none()));
    journal = plugin.usageSources().getFirst();
    var settings =
        new ProviderSettings(
            "acme", URI.create("http://acme.test"), "", Map.of("words", "two words"));
    engine = plugin.providerTransforms().getFirst().open(settings).exchange().orElseThrow();
  }

  @AfterEach
  void close() {
    plugin.close();
  }

  @Test
  void tellsWhatTheEngineDid() throws IOException {
    readAll(LIVE);

    var records = journal.take(10, Duration.ZERO).stream().map(journal::decode).toList();

    assertEquals(1, records.size());
    assertEquals("acme-1", records.getFirst().upstreamId());
    assertEquals(TestContext.NOW, records.getFirst().at());
    assertEquals(TokenCounts.of(7, 2), records.getFirst().usage().tokens());
    assertEquals(List.of(), journal.take(10, Duration.ZERO));
  }

  @Test
  void takesNoMoreThanItIsAskedFor() throws IOException {
    for (int i = 0; i < 3; i++) {
      readAll(WHOLE);
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
    ExchangeReply reply = engine.send(sending(LIVE));
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
