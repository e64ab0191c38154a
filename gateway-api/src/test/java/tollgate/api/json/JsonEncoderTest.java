package tollgate.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class JsonEncoderTest {

  @Test
  void writesEveryKindOfValueWithoutSpaces() {
    Json value =
        Json.object(
            "text",
            "a",
            "whole",
            1L,
            "decimal",
            new BigDecimal("1.50"),
            "truth",
            true,
            "nothing",
            Json.NULL,
            "list",
            Json.array(Json.of(1), Json.array(), Json.object()));

    assertEquals(
        """
        {"text":"a","whole":1,"decimal":1.50,"truth":true,"nothing":null,"list":[1,[],{}]}\
        """,
        Json.encode(value));
  }

  @Test
  void escapesWhatMustNotStandInAString() {
    assertEquals(
        "\"\\\"\\\\\\n\\r\\t\\u0000\\u001f/é漢🙂\"",
        Json.encode(Json.text("\"\\\n\r\t\u0000\u001f/é漢🙂")));
  }

  @Test
  void escapesHalfACharacterSinceItHasNoBytes() {
    assertEquals("\"\\ud83d-\\ude42\"", Json.encode(Json.text("\ud83d-\ude42")));
  }

  @Test
  void escapesNamesLikeTexts() {
    assertEquals("{\"\\\"\":1}", Json.encode(Json.object("\"", 1)));
  }
}
