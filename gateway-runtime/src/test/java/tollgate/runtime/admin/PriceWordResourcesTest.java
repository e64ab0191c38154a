package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.Resource;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.ledger.PriceChanges;
import tollgate.runtime.problem.MoneyProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.report.LedgerReports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PriceWordResourcesTest {

  @TempDir Path folder;

  private LedgerHouse house;
  private PriceChanges changes;
  private List<Resource> resources;
  private final List<Integer> applied = new ArrayList<>();

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    changes = new PriceChanges(house.database(), house);
    resources =
        new PriceWordResources(changes, () -> applied.add(changes.prices().size()), house)
            .list().stream().map(Route::resource).toList();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private JsonNode ask(String method, String pathAndQuery, String body) throws IOException {
    String[] parts = pathAndQuery.split("[?]", 2);
    var query = new HashMap<String, String>();
    if (parts.length == 2) {
      String[] pair = parts[1].split("=", 2);
      query.put(pair[0], pair[1]);
    }
    for (Resource resource : resources) {
      var values = PathPattern.match(resource.path(), parts[0]);
      if (resource.method().equals(method) && values.isPresent()) {
        var head = new ClientHead(method, parts[0], "", Headers.none());
        var request = new FaceRequest(head, values.get(), query, body);
        var reply =
            resource.handler().handle(request, new LedgerReports(house.database().reads(), house));
        return JsonMapper.shared().readTree(new String(reply.body(), StandardCharsets.UTF_8));
      }
    }
    throw new AssertionError("no resource for " + method + " " + pathAndQuery);
  }

  @Test
  void setsAPriceThatIsInForceWhenTheAnswerIsGiven() throws IOException {
    JsonNode set =
        ask(
            "PUT",
            "/admin/pricing/overrides/acme/m-1",
            "{\"input\":0.1,\"output\":\"15\",\"uplift\":{\"us\":1.1}}");

    assertEquals("in_force", set.at("/state").asString());
    assertEquals("acme/m-1", set.at("/name").asString());
    assertEquals("2026-11-21T12:00:00.123Z", set.at("/from").asString());
    assertEquals("0.1", set.at("/rates/input").asString());
    assertEquals("1.1", set.at("/rates/uplift/us").asString());
    assertEquals(List.of(1), applied);
    assertEquals("acme", changes.prices().getFirst().provider());
  }

  @Test
  void takesTheWholePathForTheModelWhereTheQueryNamesTheProvider() throws IOException {
    ask("PUT", "/admin/pricing/overrides/ns/m-1?provider=router", "{\"call\":1}");

    assertEquals("router", changes.prices().getFirst().provider());
    assertEquals("ns/m-1", changes.prices().getFirst().model());
  }

  @Test
  void setsAPriceForLaterAndShowsIt() throws IOException {
    ask("PUT", "/admin/pricing/overrides/m", "{\"call\":1}");
    ask("PUT", "/admin/pricing/overrides/m", "{\"call\":2,\"from\":\"2026-11-22T00:00:00Z\"}");
    assertEquals(
        List.of("scheduled", "in_force"),
        ask("GET", "/admin/pricing/overrides/m", "").at("/overrides").findValuesAsString("state"));

    house.advance(Duration.ofDays(1));

    assertEquals(
        List.of("in_force", "past"),
        ask("GET", "/admin/pricing/overrides", "").at("/overrides").findValuesAsString("state"));
  }

  @Test
  void withdrawsAPrice() throws IOException {
    ask("PUT", "/admin/pricing/overrides/m", "{\"call\":1}");
    house.advance(Duration.ofSeconds(1));

    ask("DELETE", "/admin/pricing/overrides/m", "");

    JsonNode left = ask("GET", "/admin/pricing/overrides/m", "").at("/overrides");
    assertEquals(true, left.at("/0/withdrawn").asBoolean());
    assertEquals(List.of("past", "past"), left.findValuesAsString("state"));
    assertEquals(List.of(1, 2), applied);
    var nothing =
        assertThrows(ProblemException.class, () -> ask("DELETE", "/admin/pricing/overrides/m", ""));
    assertEquals(MoneyProblem.PRICE_NOT_SET, nothing.report().problem());
  }

  @Test
  void setsAndWithdrawsAnAlias() throws IOException {
    JsonNode set = ask("PUT", "/admin/pricing/aliases/mine", "{\"model\":\"acme/m-1\"}");

    assertEquals("acme/m-1", set.at("/model").asString());
    assertEquals("acme/m-1", changes.aliases().getFirst().target());
    assertEquals(1, ask("GET", "/admin/pricing/aliases", "").at("/aliases").size());
    assertEquals(0, ask("GET", "/admin/pricing/overrides", "").at("/overrides").size());

    house.advance(Duration.ofSeconds(1));
    ask("DELETE", "/admin/pricing/aliases/mine", "");

    assertEquals("", changes.aliases().getLast().target());
  }

  @Test
  void tellsEverythingThatIsWrongAtOnceAndSetsNothing() {
    var refused =
        assertThrows(
            ProblemException.class,
            () ->
                ask(
                    "PUT",
                    "/admin/pricing/overrides/m",
                    "{\"input\":-1,\"outptu\":2,\"from\":\"tomorrow\"}"));

    assertEquals(
        "The override \"m\" cannot be changed: from is no instant such as 2026-11-21T16:00:00Z:"
            + " \"tomorrow\"; input is no price of 0 or more dollars: -1; outptu is nothing that is"
            + " charged.",
        refused.report().what());
    assertEquals(List.of(), changes.prices());
    assertEquals(List.of(), applied);
    var alias =
        assertThrows(
            ProblemException.class,
            () -> ask("PUT", "/admin/pricing/aliases/x", "{\"target\":\"y\"}"));
    assertEquals(
        "The alias \"x\" cannot be changed: model is no name of a model; target is nothing an alias"
            + " has.",
        alias.report().what());
  }

  @Test
  void asksForTheTokenWhereSomethingChanges() {
    for (Resource resource : resources) {
      assertEquals(
          resource.method().equals("GET") ? Access.READ : Access.CHANGE,
          resource.access(),
          resource.method() + " " + resource.path());
    }
  }

  @Test
  void theDocumentTellsAllThatAPriceMaySay() throws Exception {
    Shape.Members shape =
        new PriceWordResources(changes, () -> {}, house)
            .list().stream()
                .filter(route -> route.resource().method().equals("PUT"))
                .filter(route -> route.resource().path().contains("overrides"))
                .map(route -> route.body().orElseThrow())
                .findFirst()
                .orElseThrow();
    Json body =
        JsonText.parse(
            """
            {"input": 2, "output": 10, "cache_write": 3, "search": 0.01, "image": 1,
             "tiers": [{"service_tier": "flex", "input": 1}, {"above_context_tokens": 200000,
             "output": 4}], "uplift": {"us": 1.1}, "from": "2027-01-01T00:00:00Z"}
            """);

    assertEquals(List.of(), shape.misfits(body));
    assertEquals(1, shape.misfits(JsonText.parse("{\"inptu\": 1}")).size());
  }
}
