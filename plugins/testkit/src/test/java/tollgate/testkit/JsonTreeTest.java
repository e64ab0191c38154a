package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;

class JsonTreeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[1,]",
        "[,1]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{a:1}",
        "{1:1}",
        "01",
        "+1",
        "-",
        "1.",
        ".5",
        "1e",
        "1e+",
        "NaN",
        "tru",
        "nulll",
        "'a'",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12\"",
        "\"\t\"",
        "1 2",
        "[1] ]",
        "\ufeff1"
      })
  void refusesWhatIsNotJson(String document) {
    assertThrows(IllegalArgumentException.class, () -> JsonTree.parse(document), document);
    assertEquals(Kind.MISSING, JsonTree.parseOrMissing(document).kind());
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] overlong = {'"', (byte) 0xC0, (byte) 0x80, '"'};
    byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};

    assertThrows(IllegalArgumentException.class, () -> JsonTree.parse(overlong));
    assertThrows(IllegalArgumentException.class, () -> JsonTree.parse(surrogate));
  }

  @Test
  void refusesTheFiveHundredAndThirteenthLevel() {
    assertEquals(Kind.ARRAY, JsonTree.parse("[".repeat(512) + "]".repeat(512)).kind());
    String deeper = "[".repeat(513) + "]".repeat(513);
    assertThrows(IllegalArgumentException.class, () -> JsonTree.parse(deeper));
  }

  @Test
  void followsPointersThroughObjectsAndArrays() {
    JsonView view = JsonTree.parse(" {\"a/b\":{\"m~n\":[10,{\"\":20}]}} ");

    assertEquals(OptionalLong.of(10), view.at("/a~1b/m~0n/0").asLong());
    assertEquals(OptionalLong.of(20), view.at("/a~1b/m~0n/1/").asLong());
    assertFalse(view.at("/a~1b/m~0n/2").exists());
    assertFalse(view.at("/a~1b/m~0n/01").exists());
    assertFalse(view.at("/nothing/at/all").exists());
  }

  @Test
  void takesTheLastOfARepeatedName() {
    JsonView view = JsonTree.parse("{\"a\":1,\"a\":2}");

    assertEquals(OptionalLong.of(2), view.at("/a").asLong());
    assertEquals(2, view.size());
    assertEquals(Json.object("a", 2), JsonTree.toJson(view));
  }

  @Test
  void decodesEscapes() {
    JsonView view = JsonTree.parse("\"\\u0041\\n\\\"\\\\\\/\\ud83d\\ude42é\"");

    assertTrue(view.isText("A\n\"\\/🙂é"));
  }

  @Test
  void cutsTextsBetweenCharacters() {
    JsonView view = JsonTree.parse("\"a🙂b\"");

    assertEquals(Optional.of("a"), view.asText(2));
    assertEquals(Optional.of("a🙂"), view.asText(3));
    assertEquals(Optional.of("b"), view.asTextTail(2));
    assertEquals(Optional.of("🙂b"), view.asTextTail(3));
    assertEquals(Optional.of("a🙂b"), view.asTextTail(100));
  }

  @Test
  void readsWholeNumbersOnly() {
    assertEquals(OptionalLong.of(-9), JsonTree.parse("-9").asLong());
    assertEquals(OptionalLong.of(1000), JsonTree.parse("1e3").asLong());
    assertEquals(OptionalLong.empty(), JsonTree.parse("0.5").asLong());
    assertEquals(OptionalLong.empty(), JsonTree.parse("9223372036854775808").asLong());
    assertEquals(OptionalLong.empty(), JsonTree.parse("1e999999999").asLong());
    assertEquals(OptionalLong.empty(), JsonTree.parse("\"1\"").asLong());
  }

  @Test
  void tellsHowManyBytesAValueTakes() {
    JsonView view =
        JsonTree.parse("{\"a\": \"é\\n\", \"b\" : [ 1 , 2 ]}".getBytes(StandardCharsets.UTF_8));

    assertEquals(6, view.at("/a").byteLength());
    assertEquals(9, view.at("/b").byteLength());
    assertEquals(0, view.at("/c").byteLength());
  }
}
