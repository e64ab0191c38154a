package tollgate.dist;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Stand;

/**
 * A provider that an HTTP library serves, as real ones are: the kit's own might share our errors.
 */
class OrdinaryProviderIT {
  @TempDir private static Path folder;
  private static WireMockServer provider;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    provider = new WireMockServer(options().dynamicPort());
    provider.start();
    URI address = URI.create("http://127.0.0.1:" + provider.port());
    var providers = GatewaySettings.with(address).set("providers.json", document(address));
    String settings = Stand.neverOpeningABreaker(providers).text();
    gateway = GatewayProcess.in(folder).with(settings).start();
  }

  @AfterAll
  static void end() {
    gateway.close();
    provider.stop();
  }

  @BeforeEach
  void forget() {
    provider.resetAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/models", "/v1beta/models?pageSize=1000", "/v1/models/gpt-5"})
  void listsOfModelsAreRelayedWithoutARow(String target) throws Exception {
    provider.stubFor(get(urlEqualTo(target)).willReturn(okJson("{\"data\":[]}")));

    Answer answer = gateway.ask(Ask.of("GET", target));

    assertEquals("{\"data\":[]}", answer.text(), answer::toString);
    assertEquals(0, gateway.ledger().ask("SELECT * FROM call WHERE method = 'GET'").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/messages/count_tokens?beta=true",
        "/v1beta/models/gemini-2.5-pro:countTokens"
      })
  void countingTokensIsRelayedWithoutARow(String target) throws Exception {
    provider.stubFor(post(urlEqualTo(target)).willReturn(okJson("{\"input_tokens\":7}")));

    Answer answer = gateway.ask(Ask.post(target, "{\"model\":\"counted\",\"messages\":[]}"));

    assertEquals("{\"input_tokens\":7}", answer.text(), answer::toString);
    assertEquals(
        0, gateway.ledger().ask("SELECT * FROM call WHERE requested_model = 'counted'").size());
  }

  @Test
  void aCallArrivesWithTheGatewaysCredentialAndTheClientsBody() throws Exception {
    provider.stubFor(post(urlEqualTo("/v1/chat/completions")).willReturn(okJson("{}")));
    Ask ask = Requests.chat("m");

    gateway.ask(ask);

    provider.verify(
        postRequestedFor(urlEqualTo("/v1/chat/completions"))
            .withHeader("authorization", equalTo("Bearer " + GatewaySettings.CREDENTIAL))
            .withRequestBody(equalToJson(new String(ask.body(), StandardCharsets.UTF_8))));
  }

  @Test
  void aProviderOfADocumentGetsItsPathItsHeadersAndItsToken() throws Exception {
    provider.stubFor(post(urlEqualTo("/deep/talk?a=1")).willReturn(okJson("{}")));

    Answer answer =
        gateway.ask(
            Ask.post(
                "/v1/chat/completions?a=1",
                "{\"provider\":\"custom\",\"model\":\"any\",\"messages\":[]}"));

    assertEquals(200, answer.status(), answer::toString);
    provider.verify(
        postRequestedFor(urlEqualTo("/deep/talk?a=1"))
            .withHeader("api-key", equalTo("sk-custom"))
            .withHeader("x-team", equalTo("blue"))
            .withoutHeader("authorization")
            .withRequestBody(equalTo("{\"model\":\"any\",\"messages\":[]}")));
    Answer elsewhere =
        gateway.ask(
            Ask.post("/v1/responses", "{\"model\":\"any\",\"input\":\"x\"}")
                .with("x-provider", "custom"));
    assertEquals(404, elsewhere.status(), elsewhere::toString);
  }

  private static String document(URI address) {
    return "'{\"providers\": [{\"id\": \"custom\", \"type\": \"openai-compatible\","
        + " \"paths\": [\"/v1/chat/completions\"], \"upstreamPath\": \"/talk\","
        + " \"models\": [\"custom-\"], \"headers\": {\"X-Team\": \"blue\"}, \"auth\":"
        + " {\"type\": \"x-api-key\", \"header\": \"api-key\", \"value\": \"sk-custom\"},"
        + " \"upstreamBaseUrl\": \""
        + address
        + "/deep\"}]}'";
  }

  @ParameterizedTest
  @EnumSource
  void aFaultNeverLooksLikeAnAnswer(Fault fault) throws Exception {
    provider.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200).withFault(fault)));

    Answer answer = gateway.ask(Requests.chatStream("m"));

    assertFalse(answer.status() == 200 && answer.clean(), answer::toString);
  }
}
