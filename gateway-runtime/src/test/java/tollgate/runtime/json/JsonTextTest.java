package tollgate.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tollgate.api.json.Json;

class JsonTextTest {

  @Test
  void readsWhatItWrites() throws MalformedJson {
    Json document =
        Json.object(
            "text",
            "a \"quoted\" line\n😀",
            "number",
            Json.of(new java.math.BigDecimal("0.000000001")),
            "list",
            Json.array(Json.NULL, Json.of(true), Json.object()));

    assertEquals(document, JsonText.parse(JsonText.write(document)));
    assertEquals(document, JsonText.parse(JsonText.writeBytes(document)));
  }

  @Test
  void takesTheLastOfANameThatStandsTwice() throws MalformedJson {
    assertEquals(Json.object("a", 2), JsonText.parse("{\"a\":1,\"a\":2}"));
  }

  @Test
  void saysWhereTextIsMalformed() {
    var early = assertThrows(MalformedJson.class, () -> JsonText.parse("{\"a\":tru}"));
    var late = assertThrows(MalformedJson.class, () -> JsonText.parse("[1] 2"));
    var nothing = assertThrows(MalformedJson.class, () -> JsonText.parse(" "));

    assertTrue(early.offset() >= 5 && early.offset() <= 8, early::getMessage);
    assertEquals("something after the document", late.reason());
    assertEquals("an empty document", nothing.reason());
  }
}
