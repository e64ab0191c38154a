package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.Identity;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.config.ProviderAuth;
import tollgate.runtime.config.ProviderDress;
import tollgate.runtime.config.ProviderModels;
import tollgate.runtime.config.ProviderPaths;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.policy.Orders;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.ProviderRegistry;
import tollgate.runtime.upstream.ProviderSketch;

/** What leaves for a provider, as the operator's settings want it. */
class OutboundTest {

  private static final String BODY =
      "{ \"model\":\"vendor/fast\",\n \"provider\": \"p\" , \"messages\": [ 1.0 ] }";

  /** The settings of the one provider; each test changes what it is about. */
  private ProviderAuth auth = ProviderAuth.OWN;

  private ProviderModels models = ProviderModels.ANY;
  private ProviderPaths paths = ProviderPaths.ALL;
  private ProviderDress dress = ProviderDress.PLAIN;
  private String credential = "sk-of-the-provider";

  private OpenProvider provider() {
    var config =
        ProviderSketch.of("p", "plain")
            .credential(credential, auth)
            .models(models)
            .paths(paths)
            .dress(dress)
            .byDefault()
            .config();
    return ProviderRegistry.EMPTY
        .successor(List.of(config), List.of(new Plain()))
        .list()
        .getFirst();
  }

  private Exchange.Sending sent(Headers ownCredential, String... fields) throws MalformedJson {
    byte[] bytes = BODY.getBytes(StandardCharsets.UTF_8);
    var exchange = new FakeExchange("POST", "/v1/talk", "a=1&key=k", Headers.of(fields), bytes);
    var body = RequestBody.read(bytes, false, JsonDocument.scan(bytes));
    var facts = RequestFacts.of(TalkDialect.ID).model("vendor/fast").provider("p").build();
    var arrival = Stages.arrival(exchange, new TalkDialect(), Stages.generation());
    var identified = new IdentifiedCall(new ClientCall(arrival, body, facts), Identity.UNKNOWN);
    var authenticated = new AuthenticatedCall(identified, new Caller.Anyone(ownCredential));
    return Outbound.dress(
        new RoutedCall(
            new JudgedCall(authenticated, "{}", Orders.NONE), provider(), facts.model()));
  }

  private Exchange.Sending sent() throws MalformedJson {
    return sent(Headers.none());
  }

  private static String body(Exchange.Sending sending) {
    return sending.body().stream()
        .map(slice -> StandardCharsets.UTF_8.decode(slice.duplicate()).toString())
        .collect(Collectors.joining());
  }

  @Test
  void theFieldThatNamesAProviderEndsHereAndNothingElseChanges() throws MalformedJson {
    assertEquals(BODY.replace("\"provider\": \"p\" , ", ""), body(sent()));

    dress = new ProviderDress(Headers.none(), false);
    assertEquals(BODY, body(sent()));
  }

  @Test
  void aModelIsAskedForByTheProvidersName() throws MalformedJson {
    dress = new ProviderDress(Headers.none(), false);
    models = new ProviderModels(List.of(), Map.of("vendor/fast", "m-1"), "");
    assertEquals(BODY.replace("vendor/fast", "m-1"), body(sent()));
    assertEquals("/v1/talk/m-1?a=1", sent().target());

    models = new ProviderModels(List.of(), Map.of(), "Vendor/");
    assertEquals(BODY.replace("vendor/fast", "fast"), body(sent()));

    models = new ProviderModels(List.of(), Map.of("fast", "m-2", "slow", "m-3"), "vendor/");
    assertEquals(BODY.replace("vendor/fast", "m-2"), body(sent()));

    models = new ProviderModels(List.of(), Map.of("vendor", "m-4"), "other/");
    assertEquals(BODY, body(sent()));
  }

  @Test
  void thePathOfTheSettingsTakesThePlaceOfTheClientsAndTheQueryStays() throws MalformedJson {
    assertEquals("/v1/talk?a=1", sent().target());

    paths = new ProviderPaths(List.of(), "/v9/speak");

    assertEquals("/v9/speak?a=1", sent().target());
  }

  @ParameterizedTest
  @CsvSource({
    "OWN, '', x-own, sk-of-the-provider",
    "BEARER, '', authorization, Bearer sk-of-the-provider",
    "BEARER, x-token, x-token, Bearer sk-of-the-provider",
    "X_API_KEY, '', x-api-key, sk-of-the-provider",
    "X_API_KEY, api-key, api-key, sk-of-the-provider",
    "PRESERVE, '', x-own, sk-of-the-provider",
    "NONE, '', x-own, ''",
  })
  void theCredentialGoesWhereTheSettingsSayAndNowhereElse(
      ProviderAuth.Mode mode, String header, String field, String value) throws MalformedJson {
    auth = new ProviderAuth(mode, header);
    String[] sentByClient = {
      "authorization",
      "Bearer tgk_key",
      "x-api-key",
      "tgk_key",
      "x-goog-api-key",
      "tgk_key",
      "api-key",
      "tgk_key"
    };

    Headers leaving = sent(Headers.none(), sentByClient).headers();

    assertEquals(value, leaving.first(field));
    String all = leaving.toString();
    assertFalse(all.contains("tgk_key"), all);
    assertEquals(value.isEmpty() ? 1 : 2, all.split("sk-of-the-provider", -1).length, all);
  }

  @Test
  void theClientsOwnCredentialIsPreservedAndTheProvidersStaysHere() throws MalformedJson {
    auth = new ProviderAuth(ProviderAuth.Mode.PRESERVE, "");
    var own = Headers.of("authorization", "Bearer sk-of-the-client");

    Headers leaving = sent(own, "x-team", "blue").headers();

    assertEquals("Bearer sk-of-the-client", leaving.first("authorization"));
    assertEquals("blue", leaving.first("x-team"));
    assertFalse(leaving.toString().contains("sk-of-the-provider"), leaving.toString());
  }

  @Test
  void theClientsOwnCredentialGoesNowhereElse() throws MalformedJson {
    var own = Headers.of("authorization", "Bearer sk-of-the-client");
    for (ProviderAuth.Mode mode : ProviderAuth.Mode.values()) {
      auth = new ProviderAuth(mode, "");
      if (mode != ProviderAuth.Mode.PRESERVE) {
        String all = sent(own).headers().toString();
        assertFalse(all.contains("sk-of-the-client"), mode + ": " + all);
      }
    }
  }

  /** Sends its credential in a field of its own. */
  private static final class Plain implements ProviderTransform {
    @Override
    public String id() {
      return "plain";
    }

    @Override
    public Provider open(ProviderSettings settings) {
      return new Provider() {
        @Override
        public Set<DialectId> dialects() {
          return Set.of(TalkDialect.ID);
        }

        @Override
        public OutboundRequest prepare(OutboundCall call) {
          Headers headers = call.head().headers();
          return OutboundRequest.of(
              call,
              settings.credential().isEmpty()
                  ? headers
                  : headers.with("x-own", settings.credential()));
        }

        @Override
        public ReplyNotes notes(ReplyHead head) {
          return ReplyNotes.NONE;
        }
      };
    }
  }
}
