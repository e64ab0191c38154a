package tollgate.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;

class JsonViewTest {

  private static final String CHAT =
      """
      { "model" : "gpt-5" , "stream":true, "none":null, "off" : false,
        "messages" : [ {"role":"system","content":"be brief"}, {"role":"user","content":"h\\u0069"} ],
        "max_tokens": 4096 , "a/b":{"m~n":1}, "":{"":2}, "0":"zero" }
      """;

  @Test
  void fingerprintsTheBytesOfAValueAndNothingAround() {
    JsonView body = Views.scan("{\"a\": [\"x\", 0.5], \"b\" :[\"x\", 0.5] , \"c\": [\"x\", 0.6]}");

    assertEquals(body.at("/a").fingerprint(64), body.at("/b").fingerprint(64));
    assertNotEquals(body.at("/a").fingerprint(64), body.at("/c").fingerprint(64));
    assertEquals(0, body.at("/d").fingerprint(64));
  }

  @Test
  void knowsTheKindOfEveryValue() {
    JsonView body = Views.scan(CHAT);

    assertEquals(Kind.OBJECT, body.kind());
    assertEquals(Kind.ARRAY, body.at("/messages").kind());
    assertEquals(Kind.TEXT, body.at("/model").kind());
    assertEquals(Kind.NUMBER, body.at("/max_tokens").kind());
    assertEquals(Kind.TRUE, body.at("/stream").kind());
    assertEquals(Kind.FALSE, body.at("/off").kind());
    assertEquals(Kind.NULL, body.at("/none").kind());
    assertEquals(Kind.MISSING, body.at("/nothing").kind());
    assertTrue(body.at("/stream").isTrue());
    assertTrue(body.at("/none").exists());
  }

  @Test
  void followsPointers() {
    JsonView body = Views.scan(CHAT);

    assertEquals("hi", body.at("/messages/1/content").asText(10).orElseThrow());
    assertEquals("user", body.at("/messages").at("/1").at("/role").asText(10).orElseThrow());
    assertEquals(1, body.at("/a~1b/m~0n").asLong().orElseThrow());
    assertEquals(2, body.at("//").asLong().orElseThrow());
    assertEquals("zero", body.at("/0").asText(10).orElseThrow());
    assertEquals(Kind.OBJECT, body.at("").kind());
  }

  @ParameterizedTest
  @CsvSource({
    "/messages/2",
    "/messages/-",
    "/messages/01",
    "/messages/x",
    "/messages/",
    "/model/0",
    "/mode",
    "/modell",
    "/messages/99999999999",
    "/max_tokens/a"
  })
  void answersMissingWhereNothingIs(String pointer) {
    JsonView value = Views.scan(CHAT).at(pointer);

    assertFalse(value.exists());
    assertEquals(Kind.MISSING, value.at("/deeper/still").kind());
    assertEquals(OptionalLong.empty(), value.asLong());
    assertEquals(Optional.empty(), value.asText(10));
    assertEquals(Optional.empty(), value.asTextTail(10));
    assertEquals(0, value.byteLength());
    assertEquals(0, value.size());
    assertFalse(value.items().iterator().hasNext());
    assertFalse(value.members().iterator().hasNext());
  }

  @Test
  void refusesWhatIsNoPointer() {
    JsonView body = Views.scan("{}");

    assertThrows(IllegalArgumentException.class, () -> body.at("model"));
  }

  @Test
  void takesTheLastOfANameThatStandsTwice() {
    JsonView body = Views.scan("{\"a\":{\"x\":1},\"b\":0,\"\\u0061\":{\"x\":2}}");

    assertEquals(2, body.at("/a/x").asLong().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "42, 42",
    "-42, -42",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "3.0, 3",
    "3e2, 300",
    "12.50e1, 125"
  })
  void readsWholeNumbers(String text, long expected) {
    assertEquals(expected, Views.scan(text).asLong().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775808",
    "1.5",
    "1e-1",
    "1e999999999",
    "1e-999999999",
    "1e99999999999",
    "true",
    "\"1\""
  })
  void readsNoOthers(String text) {
    assertEquals(OptionalLong.empty(), Views.scan(text).asLong());
  }

  @Test
  void readsNoNumberOfAMillionDigits() {
    assertEquals(OptionalLong.empty(), Views.scan("1".repeat(1_000_000)).asLong());
  }

  @Test
  void decodesEveryEscape() {
    JsonView text = Views.scan("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00é日😀\"");

    assertEquals("\"\\/\b\f\n\r\té😀é日😀", text.asText(100).orElseThrow());
  }

  @Test
  void readsHalfAPairAsReplacement() {
    assertEquals("a\uFFFDb", Views.scan("\"a\\ud83db\"").asText(9).orElseThrow());
    assertEquals("\uFFFDb", Views.scan("\"\\ude00b\"").asText(9).orElseThrow());
    assertEquals("\uFFFD", Views.scan("\"\\ud83d\"").asText(9).orElseThrow());
    assertEquals("\uFFFD😀", Views.scan("\"\\ud83d\\ud83d\\ude00\"").asText(9).orElseThrow());
  }

  @Test
  void cutsTextsAtEveryLengthButNeverAPair() {
    for (String text :
        List.of("plain ascii text", "zwölf \\u00e4 Boxkämpfer", "a😀b\\ud83d\\ude00c")) {
      String whole = Views.scan("\"" + text + "\"").asText(1000).orElseThrow();
      for (int max = 0; max <= whole.length() + 1; max++) {
        JsonView view = Views.scan("\"" + text + "\"");
        String head = view.asText(max).orElseThrow();
        String tail = view.asTextTail(max).orElseThrow();

        assertEquals(headOf(whole, max), head);
        assertEquals(tailOf(whole, max), tail);
      }
    }
  }

  @Test
  void findsTheEndOfLongTextsAsDecodingAllOfThemWould() {
    String[] parts = {
      "\\\\", "\\\"", "\\u0041", "\\ud83d\\ude00", "😀", "é", "日", "x", "u0041", "\\n"
    };
    for (int seed = 0; seed < 3_000; seed++) {
      var random = new SplittableRandom(seed);
      var text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      JsonView view = Views.scan("\"" + text + "\"");
      String whole = view.asText(10_000).orElseThrow();
      int max = random.nextInt(12);

      String tail = view.asTextTail(max).orElseThrow();

      assertEquals(tailOf(whole, max), tail, "seed " + seed);
    }
  }

  @Test
  void comparesTextsWithoutDecodingThem() {
    assertTrue(Views.scan("\"gpt-5\"").isText("gpt-5"));
    assertFalse(Views.scan("\"gpt-5\"").isText("gpt-5-mini"));
    assertFalse(Views.scan("\"gpt-5-mini\"").isText("gpt-5"));
    assertTrue(Views.scan("\"gp\\u0074-5\"").isText("gpt-5"));
    assertTrue(Views.scan("\"größe\"").isText("größe"));
    assertFalse(Views.scan("\"grösse\"").isText("größe"));
    assertTrue(Views.scan("\"\"").isText(""));
    assertFalse(Views.scan("\"a\"").isText(""));
    assertFalse(Views.scan("5").isText("5"));
  }

  @Test
  void measuresValuesWithTheirQuotesAndBrackets() {
    String text = "{ \"a\" : \"xy\" , \"b\":[ 1 , 22 ] ,\"c\" : -1.5\n}";
    JsonView body = Views.scan(" " + text + "\n");

    assertEquals(4, body.at("/a").byteLength());
    assertEquals(10, body.at("/b").byteLength());
    assertEquals(1, body.at("/b/0").byteLength());
    assertEquals(2, body.at("/b/1").byteLength());
    assertEquals(4, body.at("/c").byteLength());
    assertEquals(text.length(), body.byteLength());
    assertEquals(3, Views.scan("  123  ").byteLength());
  }

  @Test
  void goesOverItemsAndMembersInOrder() {
    var names = new ArrayList<String>();
    Views.scan("{\"b\":1,\"a\\n\":{\"x\":[]},\"b\":2}").members().forEach(m -> names.add(m.name()));
    var sizes = new ArrayList<Integer>();
    Views.scan("[[],[1],[1,[2,3]],{\"a\":1,\"b\":2},5]").items().forEach(i -> sizes.add(i.size()));

    assertEquals(List.of("b", "a\n", "b"), names);
    assertEquals(List.of(0, 1, 2, 2, 0), sizes);
  }

  private static String headOf(String whole, int max) {
    int end = Math.min(max, whole.length());
    boolean insidePair =
        end > 0 && end < whole.length() && Character.isHighSurrogate(whole.charAt(end - 1));
    return whole.substring(0, insidePair ? end - 1 : end);
  }

  private static String tailOf(String whole, int max) {
    int begin = Math.max(0, whole.length() - max);
    boolean insidePair =
        begin > 0 && begin < whole.length() && Character.isLowSurrogate(whole.charAt(begin));
    return whole.substring(insidePair ? begin + 1 : begin);
  }
}
