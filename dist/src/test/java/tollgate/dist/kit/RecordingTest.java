package tollgate.dist.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingTest {

  @ParameterizedTest
  @EnumSource
  void eventsAreAllOfItsBytes(Recording recording) {
    assertArrayEquals(recording.bytes(), Recording.join(recording.events()));
  }

  @ParameterizedTest
  @EnumSource
  void everyJsonInItIsValid(Recording recording) {
    String text = new String(recording.bytes(), StandardCharsets.UTF_8);
    if (!text.contains("data: ")) {
      assertFalse(Json.parse(text).isNull());
      return;
    }
    List<String> data =
        text.lines().filter(line -> line.startsWith("data: {")).map(l -> l.substring(6)).toList();

    assertTrue(data.size() > 10, "a short recording: " + data.size());
    data.forEach(Json::parse);
  }

  @Test
  void anEventEndsWithItsEmptyLine() {
    byte[] first = Recording.MESSAGES_STREAM.events().getFirst();

    assertTrue(new String(first, StandardCharsets.UTF_8).startsWith("event: message_start\n"));
    assertArrayEquals(
        new byte[] {'\n', '\n'}, Arrays.copyOfRange(first, first.length - 2, first.length));
    assertEquals(": connected\r\n\r\n", firstText(Recording.MESSAGES_STREAM_CRLF));
  }

  private static String firstText(Recording recording) {
    return new String(recording.events().getFirst(), StandardCharsets.UTF_8);
  }
}
