package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.testkit.GoldenCase.textOf;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.SettingSpec;

/** What a provider transform must do; golden cases are described at {@link tollgate.testkit}. */
public abstract class ProviderTransformContract extends PluginContract {

  private static final String CREDENTIAL = "sk-of-the-contract";
  private static final List<String> SET_BY_THE_GATEWAY =
      List.of("host", "content-length", "connection", "transfer-encoding", "upgrade", "te");

  /** For subclasses. */
  protected ProviderTransformContract() {}

  /** The transform under test; override where the jar brings several. */
  protected ProviderTransform transform() {
    return plugin().providerTransforms().getFirst();
  }

  /** Whether requests carry the provider's credential. */
  protected boolean sendsItsCredential() {
    return true;
  }

  /** Whether requests travel by the provider's own exchange instead of the gateway's HTTP. */
  protected boolean hasItsOwnExchange() {
    return false;
  }

  @Override
  final int contributions() {
    return plugin().providerTransforms().size();
  }

  private ProviderSettings settings(JsonView file) {
    var values = new LinkedHashMap<String, String>();
    transform().settingsSchema().forEach(spec -> values.put(spec.name(), spec.defaultValue()));
    values.putAll(GoldenCase.texts(file.at("/values")));
    return new ProviderSettings(
        textOf(file.at("/id"), "case"),
        URI.create(textOf(file.at("/baseUrl"), "http://upstream.test")),
        textOf(file.at("/credential"), ""),
        values);
  }

  private Provider open(String credential) {
    return transform().open(settings(JsonTree.parse("{\"credential\":\"" + credential + "\"}")));
  }

  private List<GoldenCase> outbound() {
    return goldenCases(golden -> golden.has("outbound.json"));
  }

  private static OutboundCall call(GoldenCase golden) {
    RequestFacts facts = FactsFile.read(golden.json("facts.json"));
    String model = golden.has("model.txt") ? golden.text("model.txt").strip() : facts.model();
    return new OutboundCall(golden.head("/v1/x"), facts, model);
  }

  private static OutboundCall plainCall() {
    var head =
        new ClientHead("POST", "/v1/x", "a=b", Headers.of("content-type", "application/json"));
    return new OutboundCall(head, RequestFacts.unread(), "some-model");
  }

  @Test
  public void namesItselfAndItsSettings() {
    List<SettingSpec> specs = transform().settingsSchema();

    assertTrue(transform().id().matches("[a-z0-9]+(-[a-z0-9]+)*"), transform().id());
    assertEquals(
        specs.size(), new HashSet<>(specs.stream().map(SettingSpec::name).toList()).size());
    for (SettingSpec spec : specs) {
      assertTrue(spec.name().matches("[a-z0-9]+(-[a-z0-9]+)*"), spec.name());
      assertTrue(spec.meaning().endsWith("."), spec.name() + " is explained by a sentence");
    }
  }

  @Test
  public void speaksSomeDialect() {
    try (Provider provider = open(CREDENTIAL)) {
      assertFalse(provider.dialects().isEmpty());
      assertEquals(hasItsOwnExchange(), provider.exchange().isPresent());
    }
  }

  @TestFactory
  final Stream<DynamicTest> dressesARequestAsItsCasesSay() {
    return each(
        outbound(),
        golden -> {
          try (Provider provider = transform().open(settings(golden.json("settings.json")))) {
            OutboundRequest request = provider.prepare(call(golden));
            JsonView wanted = golden.json("outbound.json");

            assertEquals(textOf(wanted.at("/target"), ""), request.target(), "target");
            GoldenCase.texts(wanted.at("/headers"))
                .forEach((name, value) -> assertEquals(value, request.headers().first(name), name));
            assertEquals(
                Edits.read(wanted.at("/edits")), Edits.comparable(request.edits()), "edits");
          }
        });
  }

  @Test
  public void dressesTheSameCallTheSameWay() {
    try (Provider provider = open(CREDENTIAL)) {
      assertEquals(provider.prepare(plainCall()), provider.prepare(plainCall()));
    }
  }

  @Test
  public void setsOnlyFieldsThatAreItsOwn() {
    try (Provider provider = open(CREDENTIAL)) {
      OutboundRequest request = provider.prepare(plainCall());

      assertTrue(request.target().startsWith("/"), request.target());
      for (String name : SET_BY_THE_GATEWAY) {
        assertFalse(request.headers().has(name), name + " is set by the gateway");
      }
    }
  }

  @Test
  public void sendsItsCredentialIfItSaysSoAndShowsItNowhereElse() {
    try (Provider provider = open(CREDENTIAL)) {
      OutboundRequest request = provider.prepare(plainCall());
      var sent = new StringBuilder();
      request.headers().forEach((_, value) -> sent.append(value).append('\n'));

      assertEquals(sendsItsCredential(), sent.indexOf(CREDENTIAL) >= 0, "credential sent");
      assertFalse(request.target().contains(CREDENTIAL), "a target is logged");
      assertFalse(provider.toString().contains(CREDENTIAL), "a provider's text is logged");
    }
  }

  @Test
  public void sendsNoFieldWithoutACredential() {
    try (Provider provider = open("")) {
      provider
          .prepare(plainCall())
          .headers()
          .forEach((name, value) -> assertFalse(value.isBlank(), name + " is empty"));
    }
  }

  @TestFactory
  final Stream<DynamicTest> readsTheNotesOfAReplyHead() {
    return each(
        goldenCases(golden -> golden.has("notes.json")),
        golden -> {
          try (Provider provider = transform().open(settings(golden.json("settings.json")))) {
            JsonView wanted = golden.json("notes.json");
            ReplyHead head = golden.replyHead("application/json");
            ReplyNotes notes =
                golden.has("reply.json")
                    ? provider.notes(head, golden.json("reply.json"))
                    : provider.notes(head);

            assertEquals(
                new ReplyNotes(
                    textOf(wanted.at("/account"), ""),
                    textOf(wanted.at("/upstreamId"), ""),
                    WindowsFile.read(wanted.at("/windows")),
                    ReplyNotes.Fault.valueOf(textOf(wanted.at("/fault"), "NONE")),
                    Duration.parse(textOf(wanted.at("/retryAfter"), "PT0S"))),
                notes);
          }
        });
  }

  @Test
  public void survivesAnyReplyHead() {
    try (Provider provider = open(CREDENTIAL)) {
      String names =
          goldenCases(golden -> golden.has("notes.json")).stream()
              .map(golden -> golden.text("reply.http"))
              .collect(Collectors.joining("\n"));
      for (int status = 100; status < 600; status++) {
        for (String value : List.of("", "-1", "soon", "1e99", "é漢🙂", "9".repeat(400))) {
          provider.notes(new ReplyHead(status, headers(names, value)));
        }
      }
    }
  }

  @TestFactory
  final Stream<DynamicTest> survivesGarbledErrors() {
    return each(
        goldenCases(golden -> golden.has("notes.json") && golden.has("reply.json")),
        golden -> {
          try (Provider provider = transform().open(settings(golden.json("settings.json")))) {
            ReplyHead head = golden.replyHead("application/json");
            provider.notes(head, JsonTree.missing());
            Garble.variants(JsonTree.toJson(golden.json("reply.json")))
                .forEach(body -> provider.notes(head, JsonTree.parse(Json.encode(body))));
          }
        });
  }

  private static Headers headers(String lines, String value) {
    var headers = new Headers[] {Headers.of("retry-after", value)};
    lines
        .lines()
        .filter(line -> line.indexOf(':') > 0)
        .forEach(line -> headers[0] = headers[0].with(line.substring(0, line.indexOf(':')), value));
    return headers[0];
  }
}
