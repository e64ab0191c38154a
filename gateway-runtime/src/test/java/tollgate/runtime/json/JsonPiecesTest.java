package tollgate.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonPiecesTest {

  private static JsonDocument scan(String text) throws MalformedJson {
    byte[] bytes = ("##" + text + "##").getBytes(StandardCharsets.UTF_8);
    return JsonDocument.scan(bytes, 2, bytes.length - 4);
  }

  private static String with(String text, String pointer, String... items) throws MalformedJson {
    List<byte[]> bytes =
        Arrays.stream(items).map(item -> item.getBytes(StandardCharsets.UTF_8)).toList();
    return JsonPieces.withItems(scan(text), pointer, bytes)
        .map(made -> new String(made, StandardCharsets.UTF_8))
        .orElse("none");
  }

  @Test
  void aValueKeepsItsBytes() throws Exception {
    var root = scan(" {\"a\" : {\"é\":1.0 ,\"b\":[ ]} , \"c\" : \"x\\u0041\" } ").root();

    assertEquals("{\"é\":1.0 ,\"b\":[ ]}", text(JsonPieces.bytesOf(root.at("/a"))));
    assertEquals("\"x\\u0041\"", text(JsonPieces.bytesOf(root.at("/c"))));
    assertEquals("1.0", text(JsonPieces.bytesOf(root.at("/a/é"))));
    assertEquals(0, JsonPieces.bytesOf(root.at("/nowhere")).length);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void anArrayGetsOtherItemsAndNothingElseChanges() throws Exception {
    assertEquals(
        "{ \"a\": [1,{}], \"b\":0 }", with("{ \"a\": [ 7 , 8 ], \"b\":0 }", "/a", "1", "{}"));
    assertEquals("[\"é\"]", with("[]", "", "\"é\""));
    assertEquals("{\"a\":[]}", with("{\"a\":[1]}", "/a"));
  }

  @Test
  void whatIsNoArrayHasNoItems() throws Exception {
    assertEquals("none", with("{\"a\":{}}", "/a", "1"));
    assertEquals("none", with("{\"a\":{}}", "/b", "1"));
    assertTrue(JsonPieces.withItems(scan("3"), "", List.of()).isEmpty());
  }
}
