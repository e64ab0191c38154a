package tollgate.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.api.json.Json;

class ShapeTest {
  private static final Shape.Members DOG =
      Shape.object(
              "name", Shape.text(),
              "legs", Shape.whole(),
              "weight", Shape.orNull(new Shape.Decimal()),
              "kind", Shape.choice("hound", "terrier"),
              "pups", Shape.items(Shape.object("name", Shape.text())))
          .or("good", new Shape.Flag(), "notes", new Shape.Table(new Shape.Anything()));

  private static List<String> misfits(String document) throws MalformedJson {
    return DOG.misfits(JsonText.parse(document));
  }

  @Test
  void takesADocumentOfItsShape() throws MalformedJson {
    assertEquals(
        List.of(),
        misfits("{\"name\":\"Ada\",\"legs\":4,\"weight\":null,\"kind\":\"hound\",\"pups\":[]}"));
    assertEquals(
        List.of(),
        misfits(
            "{\"name\":\"Ada\",\"legs\":4.0,\"weight\":7.5,\"kind\":\"terrier\",\"good\":true,"
                + "\"pups\":[{\"name\":\"Bo\"}],\"notes\":{\"a\":1,\"b\":[]}}"));
  }

  @Test
  void tellsEveryPlaceThatIsOtherwise() throws MalformedJson {
    assertEquals(
        List.of(
            "/kind is missing",
            "/name is no text",
            "/legs is no whole number of at least 0",
            "/weight is no number",
            "/pups/0/name is missing",
            "/pups/1 is no object",
            "/good is no true or false",
            "/colour is not known"),
        misfits(
            "{\"name\":1,\"legs\":-1,\"weight\":\"7\",\"pups\":[{},2],\"good\":\"yes\","
                + "\"colour\":\"red\"}"));
    assertEquals(List.of("the document is no object"), misfits("[]"));
    assertEquals(
        List.of("/kind is no word among [hound, terrier]"),
        misfits("{\"name\":\"\",\"legs\":1,\"weight\":1,\"kind\":\"cat\",\"pups\":[]}"));
    assertEquals(
        List.of("/legs is no whole number of at least 0"),
        misfits("{\"name\":\"\",\"legs\":1.5,\"weight\":1,\"kind\":\"hound\",\"pups\":[]}"));
  }

  @Test
  void writesItselfAsASchema() {
    assertEquals(
        "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},"
            + "\"at\":{\"type\":\"string\",\"format\":\"date-time\",\"nullable\":true},"
            + "\"all\":{\"type\":\"array\",\"items\":{\"type\":\"number\"}},"
            + "\"word\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}},"
            + "\"required\":[\"name\",\"at\",\"all\"],\"additionalProperties\":false}",
        Json.encode(
            Shape.object(
                    "name", Shape.text(),
                    "at", Shape.orNull(Shape.instant()),
                    "all", Shape.items(new Shape.Decimal()))
                .or("word", Shape.choice("a", "b"))
                .schema()));
  }
}
