package tollgate.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;

class JsonSplicerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\" : \"a\" ,\"x\":1} | /model | {\"model\" : 7 ,\"x\":1}",
        "`{\"x\":1, \"model\":\"a\"\n}` | /model | `{\"x\":1, \"model\":7\n}`",
        "{\"x\":1 } | /y | {\"x\":1,\"y\":7 }",
        "{} | /y | {\"y\":7}",
        "{ } | /y | {\"y\":7 }",
        "{\"o\":{ }} | /o/y | {\"o\":{\"y\":7 }}",
        "{\"a\":1,\"a\":2} | /a | {\"a\":1,\"a\":7}",
        "[1,[2],3] | /1/0 | [1,[7],3]",
        "[1] | /1 | [1,7]",
        "[1] | /- | [1,7]",
        "[] | /0 | [7]",
        "{\"x\":1} | /a~1b~0c | {\"x\":1,\"a/b~c\":7}",
        " {\"x\":1} | `` | 7",
      },
      quoteCharacter = '`')
  void putsAValue(String before, String pointer, String after) {
    assertEquals(after, apply(before, new JsonEdit.Put(pointer, Json.of(7))).strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"b\":2,\"c\":3} | /a | {\"b\":2,\"c\":3}",
        "{\"a\":1,\"b\":2,\"c\":3} | /b | {\"a\":1,\"c\":3}",
        "{\"a\":1,\"b\":2,\"c\":3} | /c | {\"a\":1,\"b\":2}",
        "{ \"a\" : 1 , \"b\" : 2 } | /a | { \"b\" : 2 }",
        "{ \"a\" : 1 , \"b\" : 2 } | /b | { \"a\" : 1 }",
        "{ \"a\" : 1 } | /a | {  }",
        "{\"a\":1,\"b\":2,\"a\":3} | /a | {\"b\":2}",
        "{\"a\":1,\"a\":3} | /a | {}",
        "{\"o\":{\"p\":{\"q\":1}}} | /o/p | {\"o\":{}}",
        "[1,2,3] | /1 | [1,3]",
        "[1,2,3] | /2 | [1,2]",
        "[1,2,3] | /3 | [1,2,3]",
        "{\"a\":1} | /b | {\"a\":1}",
        "{\"a\":1} | /a/b/c | {\"a\":1}",
      })
  void removesAValue(String before, String pointer, String after) {
    assertEquals(after, apply(before, new JsonEdit.Remove(pointer)));
  }

  @Test
  void makesEditsOneAfterTheOther() {
    String after =
        apply(
            "{\"model\":\"a\",\"stream\":true,\"provider\":\"p\"}",
            new JsonEdit.Put("/stream_options", Json.object()),
            new JsonEdit.Put("/stream_options/include_usage", Json.of(true)),
            new JsonEdit.Remove("/provider"),
            new JsonEdit.Put("/model", Json.text("b")),
            new JsonEdit.Put("/model", Json.text("c")));

    assertEquals(
        "{\"model\":\"c\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}", after);
  }

  @Test
  void letsAnEditOfTheWholeWinOverEarlierOnesOfItsParts() {
    assertEquals(
        "{\"a\":0,\"b\":2}",
        apply(
            "{\"a\":{\"x\":{\"y\":1}},\"b\":2}",
            new JsonEdit.Put("/a/x/y", Json.of(5)),
            new JsonEdit.Put("/a/z", Json.of(6)),
            new JsonEdit.Put("/a", Json.of(0))));
    assertEquals(
        "{\"b\":2,\"a\":1}",
        apply(
            "{\"a\":{\"x\":1},\"b\":2}",
            new JsonEdit.Put("/a/x", Json.of(5)),
            new JsonEdit.Remove("/a"),
            new JsonEdit.Put("/a", Json.of(1))));
  }

  @ParameterizedTest
  @CsvSource({"/a/b/c", "/x/y", "/t/0", "/l/3", "/l/x", "/l/01", "/n/x"})
  void refusesAPutThatHasNoPlace(String pointer) {
    String body = "{\"a\":{},\"t\":\"text\",\"l\":[1,2],\"n\":null}";

    var misplaced =
        assertThrows(MisplacedEdit.class, () -> apply(body, new JsonEdit.Put(pointer, Json.of(1))));

    assertEquals(pointer, misplaced.pointer());
  }

  @Test
  void handsOverTheClientsOwnArrayWhereNothingChanges() throws MalformedJson {
    byte[] body = Views.utf8("{\"model\":\"a\",\"input\":\"long text\"}");

    List<ByteBuffer> same = JsonSplicer.apply(JsonDocument.scan(body), List.of());
    List<ByteBuffer> changed =
        JsonSplicer.apply(
            JsonDocument.scan(body), List.of(new JsonEdit.Put("/model", Json.text("b"))));

    assertEquals(1, same.size());
    assertSame(body, same.getFirst().array());
    assertEquals(3, changed.size());
    assertSame(body, changed.getFirst().array());
    assertSame(body, changed.getLast().array());
  }

  @Test
  void keepsWhatStandsBeforeAndBehindTheDocumentInItsArrayOut() throws MalformedJson {
    byte[] bytes = Views.utf8("xx {\"a\":1} yy");
    JsonDocument document = JsonDocument.scan(bytes, 2, 9);

    assertEquals(" {\"a\":2} ", text(JsonSplicer.apply(document, put("/a", 2))));
  }

  @Test
  void givesTheDocumentThatEditingATreeGives() throws MalformedJson {
    for (int seed = 0; seed < 3_000; seed++) {
      var random = new SplittableRandom(seed);
      String text = RandomJson.document(random).replace("\\ud800", "");
      Json expected = JsonText.parse(text);
      var edits = new ArrayList<JsonEdit>();
      for (int left = random.nextInt(4); left > 0; left--) {
        JsonEdit edit = edit(random);
        try {
          expected = edited(expected, edit);
          edits.add(edit);
        } catch (MisplacedEdit misplaced) {
          List<JsonEdit> withIt = new ArrayList<>(edits);
          withIt.add(edit);
          assertThrows(MisplacedEdit.class, () -> apply(text, withIt), "seed " + seed);
        }
      }

      Json found = JsonText.parse(apply(text, edits));

      assertEquals(expected, found, "seed " + seed + ": " + text + " " + edits);
    }
  }

  @Test
  void changesNoByteOutsideTheValue() throws MalformedJson {
    for (int seed = 0; seed < 2_000; seed++) {
      var random = new SplittableRandom(seed);
      String tail = RandomJson.document(random);
      String before = "{ \"x\" : " + tail + " , \"model\" :";
      String after = " , \"y\":" + tail + "}";

      String spliced = apply(before + "\"old\"" + after, put("/model", 1));

      assertEquals(before + "1" + after, spliced, "seed " + seed);
    }
  }

  @Test
  void changesAModelInABodyOf25MegabytesWithoutCopyingIt() throws MalformedJson {
    byte[] body = Views.utf8("{\"input\":\"" + "x".repeat(25_000_000) + "\",\"model\":\"a\"}");

    List<ByteBuffer> pieces = JsonSplicer.apply(JsonDocument.scan(body), put("/model", 1));

    assertSame(body, pieces.getFirst().array());
    assertTrue(pieces.getFirst().remaining() > 25_000_000);
  }

  private static JsonEdit edit(SplittableRandom random) {
    String[] segments = {"a", "model", "content", "0", "1", "-", "a~1b", "größe", ""};
    var pointer = new StringBuilder();
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      pointer.append('/').append(segments[random.nextInt(segments.length)]);
    }
    if (random.nextInt(3) == 0) {
      return new JsonEdit.Remove(pointer.toString());
    }
    Json value =
        random.nextBoolean() ? Json.of(random.nextInt(100)) : Json.object("model", Json.array());
    return new JsonEdit.Put(pointer.toString(), value);
  }

  private static Json edited(Json tree, JsonEdit edit) {
    List<String> path =
        List.of(edit.pointer().substring(1).replace("~1", "\0").split("/", -1)).stream()
            .map(segment -> segment.replace("\0", "/"))
            .toList();
    return switch (edit) {
      case JsonEdit.Put(var pointer, var value) -> JsonTree.put(tree, path, value, pointer);
      case JsonEdit.Remove(_) -> JsonTree.remove(tree, path);
    };
  }

  private static List<JsonEdit> put(String pointer, int value) {
    return List.of(new JsonEdit.Put(pointer, Json.of(value)));
  }

  private static String apply(String text, JsonEdit... edits) {
    return apply(text, List.of(edits));
  }

  private static String apply(String text, List<JsonEdit> edits) {
    try {
      return text(JsonSplicer.apply(JsonDocument.scan(Views.utf8(text)), edits));
    } catch (MalformedJson malformed) {
      throw new AssertionError(text, malformed);
    }
  }

  private static String text(List<ByteBuffer> pieces) {
    var bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece : pieces) {
      bytes.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
