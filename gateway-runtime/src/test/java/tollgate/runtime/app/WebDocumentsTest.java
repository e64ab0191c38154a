package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.json.Json;
import tollgate.api.net.DocumentReader.Document;

class WebDocumentsTest {

  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

  private final OneShotServer server = new OneShotServer();
  private final WebDocuments web = web(1_000, Duration.ofSeconds(30));

  private static WebDocuments web(long bytes, Duration total) {
    var web =
        new WebDocuments(
            new WebDocuments.Limits(bytes, Duration.ofSeconds(5), total), InstantSource.fixed(NOW));
    web.open();
    return web;
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void readsNumbersExactlyAsTheyAreWritten() throws IOException {
    server.answers(200, "", "{\"a\": 0.1000000000000000055511151231257827, \"b\": 2.5e-07}");

    Document document = web.read(server.at("/p"), "").orElseThrow();

    assertEquals(
        Json.object(
            "a",
            new BigDecimal("0.1000000000000000055511151231257827"),
            "b",
            new BigDecimal("2.5e-07")),
        document.root());
    assertEquals(NOW, document.retrievedAt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"etag: \"abc.1\"", "etag: W/\"abc.1\""})
  void asksByEntityTagTheSecondTime(String field) throws Exception {
    server.answers(200, field + "\r\n", "{}").answers(304, "", "");

    String version = web.read(server.at("/p"), "").orElseThrow().version();

    assertFalse(server.head().contains("if-none-match"));
    assertEquals(Optional.empty(), web.read(server.at("/p"), version));
    assertTrue(server.head().contains("if-none-match: \"abc.1\", w/\"abc.1\"\r\n"));
  }

  @Test
  void asksByTheTimeOfTheLastChangeWhereThereIsNoTag() throws Exception {
    server
        .answers(200, "last-modified: Mon, 15 Jun 2026 08:00:00 GMT\r\n", "{}")
        .answers(304, "", "");

    String version = web.read(server.at("/p"), "").orElseThrow().version();

    server.head();
    assertEquals(Optional.empty(), web.read(server.at("/p"), version));
    assertTrue(server.head().contains("if-modified-since: mon, 15 jun 2026 08:00:00 gmt\r\n"));
  }

  @Test
  void comparesWhatItReadWhereTheServerSaysNothing() throws IOException {
    server.answers(200, "", "{}").answers(200, "", "{}").answers(200, "", "{\"a\": 1}");

    String version = web.read(server.at("/p"), "").orElseThrow().version();

    assertEquals(Optional.empty(), web.read(server.at("/p"), version));
    assertTrue(web.read(server.at("/p"), version).isPresent());
  }

  @Test
  void asksAnotherAddressWithoutConditions() throws Exception {
    server.answers(200, "etag: \"abc\"\r\n", "{}").answers(200, "etag: \"abc\"\r\n", "{}");

    String version = web.read(server.at("/one"), "").orElseThrow().version();
    server.head();

    assertTrue(web.read(server.at("/two"), version).isPresent(), "a mirror's word is another word");
    assertFalse(server.head().contains("if-none-match"));
  }

  @Test
  void inflates() throws IOException {
    server.answers(200, "content-encoding: gzip\r\n", gzip("{\"a\": 1}"));

    assertEquals(Json.object("a", 1), web.read(server.at("/p"), "").orElseThrow().root());
  }

  @Test
  void takesNoMoreThanTheLimit() {
    server.answers(200, "", "[" + " ".repeat(2_000) + "]");

    assertThrows(IOException.class, () -> web.read(server.at("/p"), ""));
  }

  @Test
  void inflatesNoMoreThanTheLimit() throws IOException {
    server.answers(200, "content-encoding: gzip\r\n", gzip("[" + " ".repeat(100_000) + "]"));

    var refused = assertThrows(IOException.class, () -> web.read(server.at("/p"), ""));

    assertTrue(refused.getMessage().contains("inflates to more than 1000"), refused.getMessage());
  }

  @Test
  void waitsForABodyNoLongerThanTheLimit() {
    server.stalls();

    var refused =
        assertThrows(
            IOException.class, () -> web(1_000, Duration.ofMillis(300)).read(server.at("/p"), ""));

    assertTrue(refused.getMessage().contains("300 ms"), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{\"a\": 1", "{} {}"})
  void refusesWhatIsNotJson(String body) {
    server.answers(200, "", body);

    assertThrows(IOException.class, () -> web.read(server.at("/p"), ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 404, 500})
  void refusesAnAnswerThatIsNoDocument(int status) {
    server.answers(status, "", "");

    assertThrows(IOException.class, () -> web.read(server.at("/p"), ""));
  }

  @Test
  void asksNobodyBeforeItIsOpened() {
    var closed = new WebDocuments(WebDocuments.Limits.ORDINARY, InstantSource.fixed(NOW));

    assertThrows(WebDocuments.Offline.class, () -> closed.read(server.at("/p"), ""));
  }

  @Test
  void refusesWhatIsNotOnTheWeb() {
    assertThrows(IOException.class, () -> web.read(URI.create("file:///etc/passwd"), ""));
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
