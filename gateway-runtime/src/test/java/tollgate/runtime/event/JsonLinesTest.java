package tollgate.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.problem.GatewayProblem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {

  private final JsonLines format = new JsonLines();

  @Test
  void writesTheFieldsInTheDocumentedOrderWhateverTheOrderGiven() {
    String line = line("call-1", "name", "prices", "bogus", 1, "interval_ms", 30);

    assertEquals(
        "{\"time\":\"2026-11-21T01:02:03.004Z\",\"level\":\"debug\",\"event\":\"loop.started\","
            + "\"call\":\"call-1\",\"name\":\"prices\",\"interval_ms\":30,\"bogus\":1}",
        line);
    assertEquals(line, line("call-1", "interval_ms", 30, "bogus", 1, "name", "prices"));
  }

  @Test
  void leavesOutTheCallWhereThereIsNone() {
    assertFalse(line("", "name", "prices").contains("\"call\""));
  }

  @Test
  void leavesOutAFieldWithoutAValue() {
    assertFalse(line("", "name", "", "bogus", "", "interval_ms", 30).contains("\"\""));
  }

  @Test
  void takesTheCallFromAFieldWhereOneIsGiven() {
    assertEquals("call-2", parse(line("", "call", "call-2")).get("call").asString());
  }

  @Test
  void writesNumbersBareDurationsInMillisecondsAndEnumsInLowerCase() {
    JsonNode line = parse(line("", "name", Level.WARN, "interval_ms", Duration.ofSeconds(2)));

    assertEquals("warn", line.get("name").asString());
    assertEquals(2_000, line.get("interval_ms").asInt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"quote \" back \\ slash", "two\nlines\r\t", "\u0000\u001f\u007f\u2028", "é 漢 🚀"})
  void writesAnyTextSoThatAJsonReaderFindsItAgain(String text) {
    String line = line("", "name", text);

    assertEquals(text, parse(line).get("name").asString());
    assertFalse(line.contains("\n"), "one event is one line");
  }

  @Test
  void writesALoneSurrogateWithoutBreakingTheLine() {
    assertTrue(line("", "name", "a\ud800b").contains("a\\ud800b"));
  }

  @Test
  void writesANumberThatJsonDoesNotKnowAsText() {
    assertEquals("NaN", parse(line("", "interval_ms", Double.NaN)).get("interval_ms").asString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer 0123456789abcdef",
        "GET /v1beta/models/x?key=0123456789abcdef&alt=sse",
        "{\"api_key\":\"0123456789abcdef\"}",
        "the key sk-0123456789abcdef was refused",
        "eyJhbGciOiJIUzI1NiJ9.0123456789abcdef.sig"
      })
  void masksCredentialsInsideMessages(String message) {
    String line = line("", "name", message, "err", new IllegalStateException(message));

    assertFalse(line.contains("0123456789abcdef"), line);
    assertTrue(line.contains("[REDACTED]"), line);
  }

  @Test
  void cutsOverlongTextAndTellsItsLength() {
    String name = parse(line("", "name", "x".repeat(5_000))).get("name").asString();

    assertTrue(name.endsWith("… (5000 characters)"), name.substring(1_990));
    assertTrue(name.length() < 2_100);
  }

  @Test
  void tellsAnUnexpectedExceptionWithItsStory() {
    JsonNode err = parse(line("", "err", new IllegalStateException("broken"))).get("err");

    assertEquals("IllegalStateException", err.get("name").asString());
    assertEquals("broken", err.get("message").asString());
    assertTrue(err.get("stack").asString().contains("JsonLinesTest"));
  }

  @Test
  void tellsAnExpectedProblemWithoutAStackTrace() {
    JsonNode err = parse(line("", "err", GatewayProblem.GATEWAY_DRAINING.exception())).get("err");

    assertFalse(err.has("stack"));
  }

  private String line(String call, Object... namesAndValues) {
    return format.format(
        new Occurrence(1_795_222_923_004L, TaskEvent.LOOP_STARTED, call, List.of(namesAndValues)));
  }

  private static JsonNode parse(String line) {
    return JsonMapper.shared().readTree(line);
  }
}
