package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;

class EditsTest {
  private static final Json DOCUMENT =
      Json.object("a", Json.object("b", 1), "list", Json.array(Json.object("c", 2)));

  private static Json apply(String edits) {
    return Edits.apply(DOCUMENT, Edits.read(JsonTree.parse(edits)));
  }

  @Test
  void putsAndRemovesAtAnyDepth() {
    Json edited =
        apply(
            """
            [{"put": "/a/b", "value": 3}, {"put": "/a/n", "value": null},
             {"remove": "/list/0/c"}, {"remove": "/nothing/here"}, {"put": "/x~1y", "value": "z"}]
            """);

    assertEquals(
        Json.object(
            "a",
            Json.object("b", 3, "n", Json.NULL),
            "list",
            Json.array(Json.object()),
            "x/y",
            "z"),
        edited);
  }

  @Test
  void appliesOneEditAfterTheOther() {
    Json edited =
        apply("[{\"put\": \"/new\", \"value\": {}}, {\"put\": \"/new/inner\", \"value\": 1}]");

    assertEquals(Json.object("inner", 1), ((Json.Obj) edited).members().get("new"));
  }

  @Test
  void objectsToAnEditThatLeadsNowhere() {
    assertThrows(AssertionError.class, () -> apply("[{\"put\": \"/no/where\", \"value\": 1}]"));
    assertThrows(AssertionError.class, () -> apply("[{\"put\": \"/a/b/c\", \"value\": 1}]"));
    assertThrows(AssertionError.class, () -> apply("[{\"remove\": \"/list/0\"}]"));
  }

  @Test
  void takesEqualNumbersForEqual() {
    var written =
        List.<JsonEdit>of(new JsonEdit.Put("/n", Json.of(new java.math.BigDecimal("1.50"))));

    assertEquals(
        Edits.read(JsonTree.parse("[{\"put\": \"/n\", \"value\": 1.5}]")),
        Edits.comparable(written));
  }
}
