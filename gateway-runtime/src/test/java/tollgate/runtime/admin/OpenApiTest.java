package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {
  private static final Shape.Members DOG = Shape.object("name", Shape.text());

  private static JsonNode document(Route... routes) {
    return JsonMapper.shared().readTree(Json.encode(OpenApi.document(List.of(routes), "1.2.3")));
  }

  @Test
  void tellsOfEachRouteHowToAskAndWhatComesBack() {
    JsonNode document =
        document(
            Route.read("/admin/dogs/{id}", "one dog", DOG, request -> Json.NULL)
                .with(Param.text("coat", "of this coat").needed()),
            Route.make("/admin/dogs", "a new dog", DOG, request -> Json.NULL).taking(DOG));

    JsonNode one = document.at("/paths/~1admin~1dogs~1{id}/get");
    assertEquals("getAdminDogsId", one.at("/operationId").asString());
    assertEquals("one dog", one.at("/summary").asString());
    assertEquals("path", one.at("/parameters/0/in").asString());
    assertEquals("coat", one.at("/parameters/1/name").asString());
    assertEquals(true, one.at("/parameters/1/required").asBoolean());
    assertEquals(
        "string",
        one.at("/responses/200/content/application~1json/schema/properties/name/type").asString());
    assertEquals(true, one.at("/security").isMissingNode(), "reading is open on this machine");
    JsonNode made = document.at("/paths/~1admin~1dogs/post");
    assertEquals(
        "name", made.at("/requestBody/content/application~1json/schema/required/0").asString());
    assertEquals(false, made.at("/responses/201").isMissingNode());
    assertEquals("token", made.at("/security/0").propertyNames().iterator().next());
    assertEquals("1.2.3", document.at("/info/version").asString());
  }

  @Test
  void aFileThatMayBeTheBodyIsToldBesideTheDocument() {
    JsonNode content =
        document(
                Route.make("/admin/dogs", "", DOG, request -> Json.NULL)
                    .taking(DOG)
                    .orFile("image/png"))
            .at("/paths/~1admin~1dogs/post/requestBody/content");

    assertEquals("binary", content.at("/image~1png/schema/format").asString());
    assertEquals("string", content.at("/image~1png/schema/type").asString());
    assertEquals("object", content.at("/application~1json/schema/type").asString());
  }

  @Test
  void aNameForAllThatIsLeftIsANameLikeOthers() {
    JsonNode document =
        document(Route.read("/admin/prices/{name...}", "", DOG, request -> Json.NULL));

    assertEquals(
        "name", document.at("/paths/~1admin~1prices~1{name}/get/parameters/0/name").asString());
  }
}
