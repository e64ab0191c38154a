package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Commands;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;

/** Prices from a web server: fetched, kept for a start without it, held where they look wrong. */
class PricesIT {

  private static final String MODEL = "/admin/pricing?model=acme-9&provider=acme";

  private static final String REPLY =
      """
      {"id":"c-1","object":"chat.completion","created":1,"model":"acme-new-1","choices":[{"index":0,
       "message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],
       "usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120}}
      """;

  @TempDir private Path folder;
  private FakeUpstream web;

  @BeforeEach
  void open() throws Exception {
    web = FakeUpstream.start();
  }

  @AfterEach
  void close() throws Exception {
    web.close();
  }

  @Test
  void fetchesPricesAndKeepsThemForAStartWithoutANetwork() throws Exception {
    web.answers(Scripts.json(list("0.000002")));
    try (GatewayProcess gateway = online().start()) {
      assertEquals(new BigDecimal("2"), fetchedInput(gateway));
    }
    int asked = web.received().size();

    try (GatewayProcess gateway = offline().start()) {
      Json price = gateway.see(MODEL).json();

      assertEquals(new BigDecimal("2"), price.at("pricing", "input").decimal(), price::toString);
      assertEquals("litellm", price.at("source").text());
      assertEquals(asked, web.received().size(), "nobody was asked");
    }
  }

  @Test
  void holdsAPriceTimesTenUntilTheOperatorTakesIt() throws Exception {
    web.answers(Scripts.json(list("0.000002")));
    try (GatewayProcess gateway = online().start()) {
      fetchedInput(gateway);
    }
    web.answers(Scripts.json(list("0.00002")));

    try (GatewayProcess gateway = online().start()) {
      Json held =
          Eventually.found("the held sheet", () -> source(gateway, "held")).at("objections");
      assertTrue(
          held.toString().contains("acme/acme-9 input costs 20 instead of 2"), held::toString);
      assertEquals(1, gateway.output().events("price.held").size());
      assertEquals(new BigDecimal("2"), gateway.see(MODEL).json().at("pricing", "input").decimal());
      assertEquals(403, accept(gateway, "wrong").status(), "only the operator takes it");

      Answer accepted = accept(gateway, gateway.adminToken());

      assertEquals(200, accepted.status(), accepted::toString);
      assertEquals(
          new BigDecimal("20"), gateway.see(MODEL).json().at("pricing", "input").decimal());
      assertEquals(404, accept(gateway, gateway.adminToken()).status());
      Json audit = gateway.see("/admin/audit?action=price.sheet").json().at("entries");
      assertEquals(1, audit.elements().size(), "what was not done is not noted: " + audit);
      assertEquals("litellm", audit.at(0, "subject").text(), audit::toString);
      assertEquals("installation token", audit.at(0, "actor").text(), audit::toString);
    }
  }

  @Test
  void tellsWhereSourcesDisagree() throws Exception {
    web.answers(Scripts.json(list("0.000002")));
    try (GatewayProcess gateway =
        GatewayProcess.in(folder)
            .with("PRICING_OVERRIDES_JSON", "{\"acme/acme-9\": {\"input\": 3, \"output\": 4}}")
            .with(settings().text())
            .start()) {
      Eventually.holds("the list", () -> source(gateway, "in_force").isPresent());

      Json all = gateway.see("/admin/pricing/disagreements").json();
      Json price = gateway.see(MODEL).json();

      assertTrue(
          all.at("disagreements").elements().stream()
              .anyMatch(one -> one.at("key").text().equals("acme/acme-9")),
          all::toString);
      assertEquals("operator", price.at("source").text(), price::toString);
      assertEquals(
          List.of("operator", "litellm"),
          price.at("disagreements").elements().getFirst().at("says").elements().stream()
              .map(word -> word.at("source").text())
              .toList());
    }
  }

  @Test
  void pricesACallAfterTheFactAndTellsHow() throws Exception {
    web.answers(Scripts.json(REPLY));
    String plan = GatewaySettings.empty().provider("acme", web.address(), "default = true").text();
    var told = new LinkedHashMap<String, String>();
    try (GatewayProcess gateway = GatewayProcess.in(folder).with(plan).start()) {
      gateway.ask(Requests.chat("acme-new-1"));
      Json unpriced =
          Eventually.found(
              "the unpriced call",
              () ->
                  gateway.see("/admin/pricing/unpriced").json().at("unpriced").elements().stream()
                      .findFirst());
      assertEquals("model", unpriced.at("lacks").text(), unpriced::toString);
      assertEquals(403, set(gateway, "wrong", unpriced).status(), "only the operator sets a price");
      assertEquals(200, set(gateway, gateway.adminToken(), unpriced).status());

      Json done = costs("costs", "backfill", "--since", "1d");

      assertEquals(1, done.at("updated").number(), done::toString);
      List<Json> audit = gateway.see("/admin/logs/1/cost-audit").json().elements();
      assertEquals(
          List.of("unpriced", "pricing"),
          audit.stream().map(one -> one.at("source").text()).toList());
      assertEquals(new BigDecimal("0.0006"), audit.getLast().at("base_cost_usd").decimal());
      assertEquals("override", audit.getLast().at("price", "source").text());
      gateway.ask(Requests.chat("acme-new-1"));
      assertTrue(costs("ledger", "verify").at("sound").yes());
      told.put("calls list", gateway.see("/admin/logs").json().toString());
      told.put("usage", gateway.see("/admin/usage/totals?by=tool,model").json().toString());
      told.put("sessions", gateway.see("/admin/sessions").json().toString());
      told.put("audit", gateway.see("/admin/audit").json().toString());
    }
    for (Map.Entry<String, String> one : told.entrySet()) {
      String read = costs(one.getKey().split(" ", -1)).toString();
      assertEquals(withoutTheTime(one.getValue()), withoutTheTime(read), one.getKey());
    }
    Json again = costs("costs", "backfill", "--all");
    assertEquals(2, again.at("ok").number(), "from the file, by the price that was kept: " + again);
    assertEquals(0, again.at("updated").number(), again::toString);
  }

  /** Sums say from when to when; that is another time each time somebody asks. */
  private static String withoutTheTime(String answer) {
    return answer.replaceAll("\\b(from|to)=[^,}]*", "");
  }

  private static Answer set(GatewayProcess gateway, String token, Json unpriced) throws Exception {
    String from = unpriced.at("first_seen").text();
    String body = "{\"input\": 2, \"output\": 20, \"from\": \"" + from + "\"}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Ask put =
        new Ask(
            "PUT",
            "/admin/pricing/overrides/acme/acme-new-1",
            Ask.post("/", bytes).fields(),
            bytes);
    return gateway.ask(put.with("x-admin-token", token));
  }

  private Json costs(String... words) throws Exception {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--json", "--data-dir", folder.resolve("data").toString()));
    var ended = Commands.run(all.toArray(String[]::new));
    assertEquals(0, ended.status(), ended::errors);
    return Json.parse(ended.output());
  }

  private static Answer accept(GatewayProcess gateway, String token) throws Exception {
    return gateway.ask(
        Ask.of("POST", "/admin/pricing/held/litellm/accept").with("x-admin-token", token));
  }

  private static BigDecimal fetchedInput(GatewayProcess gateway) throws Exception {
    return Eventually.found(
        "the fetched price",
        () -> {
          Json input = gateway.see(MODEL).json().at("pricing");
          return input.isNull() ? Optional.empty() : Optional.of(input.at("input").decimal());
        });
  }

  private static Optional<Json> source(GatewayProcess gateway, String what) throws Exception {
    return gateway.see("/admin/pricing").json().at("sources").elements().stream()
        .filter(source -> source.at("source").text().equals("litellm"))
        .map(source -> source.at(what))
        .filter(found -> !found.isNull())
        .findFirst();
  }

  private GatewayProcess.Plan online() {
    return GatewayProcess.in(folder).with(settings().text());
  }

  private GatewayProcess.Plan offline() {
    return GatewayProcess.in(folder).with(settings().set("pricing.offline", "true").text());
  }

  private GatewaySettings settings() {
    String address = "\"" + web.address() + "/prices.json\"";
    return GatewaySettings.empty()
        .set("pricing.offline", "false")
        .set("plugin.\"pricing.litellm\".url", address)
        .set("plugin.\"pricing.models-dev\".url", address);
  }

  private static String list(String inputPerToken) {
    return """
    {"acme/acme-9": {"litellm_provider": "acme", "mode": "chat",
      "input_cost_per_token": %s, "output_cost_per_token": 0.000004}}
    """
        .formatted(inputPerToken);
  }
}
