package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.runtime.call.ScriptedProviders.answering;
import static tollgate.runtime.call.ScriptedProviders.saying;
import static tollgate.runtime.call.ScriptedProviders.unreachable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.ModelList;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;
import tollgate.runtime.event.ProviderEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.policy.EmptyPolicySet;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.problem.UpstreamProblem;
import tollgate.runtime.upstream.Accounts;
import tollgate.runtime.upstream.Breakers;
import tollgate.runtime.upstream.Cancellation;
import tollgate.runtime.upstream.ProviderConfig;
import tollgate.runtime.upstream.ProviderRegistry;
import tollgate.runtime.upstream.ProviderSketch;
import tollgate.runtime.upstream.UpstreamCaller;
import tollgate.runtime.upstream.UpstreamSettings;

/** Lists of models, put together from several providers' own. */
class ModelListerTest {
  private static final UpstreamSettings SETTINGS =
      new UpstreamSettings(10, Duration.ofSeconds(60), 0, 5, Duration.ofSeconds(30));
  private static final Caller ANYONE = new Caller.Anyone(Headers.none());

  private final UpstreamCaller upstream = new UpstreamCaller(SETTINGS, new Breakers(SETTINGS));
  private final Metrics metrics = new Metrics();
  private final ScriptedProviders scripted = new ScriptedProviders();

  @AfterEach
  void close() {
    upstream.close();
    metrics.close();
  }

  /** {@code {"count": 1, "list": [{"id": "m"}]}}. */
  private static final class Numbered implements ModelList {
    @Override
    public Claim claim(ClientHead head) {
      return Claim.PATH;
    }

    @Override
    public String entries() {
      return "/list";
    }

    @Override
    public String name(JsonView entry) {
      return entry.at("/id").asText(100).orElse("");
    }

    @Override
    public List<JsonEdit> around(List<String> names) {
      return List.of(new JsonEdit.Put("/count", Json.of(names.size())));
    }
  }

  private static ProviderConfig provider(String id, String... models) {
    return ProviderSketch.of(id, "talking").serving(models).config();
  }

  private Outcome<ModelLister.Answer> list(Caller caller, ProviderConfig... configs) {
    var registry =
        ProviderRegistry.EMPTY.successor(List.of(configs), List.of(scripted.talking("talking")));
    var generation =
        new Generation(PluginSet.EMPTY, registry, PriceBook.EMPTY, new EmptyPolicySet());
    var judged =
        Stages.judged(
            FakeExchange.asking("/v1/list", ""), RequestFacts.unread(), caller, generation);
    var catalogue = new Catalogue(new Numbered(), registry.list());
    var routed = new RoutedCall(judged, registry.list().getFirst(), "", Optional.of(catalogue));
    var ways =
        new Search.Ways(upstream, new Accounts(InstantSource.system()), new CallMeters(metrics));
    return new ModelLister(ways).list(routed, catalogue, new Cancellation());
  }

  private static String text(ModelLister.Answer answer) throws IOException {
    ByteBuffer bytes = answer.reply().read();
    return bytes == null ? "" : StandardCharsets.UTF_8.decode(bytes).toString();
  }

  @Test
  void listsAreJoinedAndEveryEntryKeepsItsBytes() throws Exception {
    scripted.plays(
        "a",
        saying(200, "{ \"count\":2, \"list\": [{\"id\" : \"x\"}, {\"id\":\"y\", \"n\":1.0}] }"));
    scripted.plays(
        "b", saying(200, "{\"list\":[{\"id\":\"y\",\"n\":2},{\"id\":\"z\",\"é\":\"\\u00e9\"}]}"));

    var answer = Stages.passed(list(ANYONE, provider("a"), provider("b")));

    String expected =
        "{ \"count\":3, \"list\": [{\"id\" : \"x\"},{\"id\":\"y\", \"n\":1.0},"
            + "{\"id\":\"z\",\"é\":\"\\u00e9\"}] }";
    assertEquals(expected, text(answer));
    assertEquals("a, b", answer.providers());
    Headers fields = answer.reply().head().headers();
    int length = expected.getBytes(StandardCharsets.UTF_8).length;
    assertEquals(Integer.toString(length), fields.first("content-length"));
    assertEquals("", fields.first("x-tollgate-missing"));
  }

  @Test
  void aKeySeesWhatItMayUse() throws Exception {
    scripted.plays("a", saying(200, "{\"list\":[{\"id\":\"x\"},{\"id\":\"y\"},{\"name\":\"?\"}]}"));

    var answer = Stages.passed(list(Stages.holder(Set.of("y"), Set.of()), provider("a")));

    assertEquals("{\"list\":[{\"id\":\"y\"}],\"count\":1}", text(answer));
  }

  @Test
  void aProviderShowsWhatItIsAskedFor() throws Exception {
    scripted.plays("a", saying(200, "{\"list\":[{\"id\":\"large-1\"},{\"id\":\"small\"}]}"));
    scripted.plays("b", saying(200, "{\"list\":[{\"id\":\"small\",\"by\":\"b\"}]}"));

    var answer = Stages.passed(list(ANYONE, provider("a", "large"), provider("b")));

    assertEquals(
        "{\"list\":[{\"id\":\"large-1\"},{\"id\":\"small\",\"by\":\"b\"}],\"count\":2}",
        text(answer));
  }

  @Test
  void aSingleListOfWhichNothingIsTakenPassesAsItCame() throws Exception {
    String sent = "{\"list\" : [ {\"id\":\"y\"} ], \"count\" : 7}";
    scripted.plays("a", saying(200, sent, "x-request-id", "r-1"));

    var answer = Stages.passed(list(Stages.holder(Set.of("y"), Set.of()), provider("a")));

    assertEquals(sent, text(answer));
    assertEquals("r-1", answer.reply().head().headers().first("x-request-id"));
  }

  @Test
  void whoGivesNoListIsNamed() throws Exception {
    scripted.plays("a", unreachable());
    scripted.plays("b", saying(200, "{\"list\":[{\"id\":\"x\"}]}"));
    scripted.plays("c", answering(404));
    scripted.plays("d", saying(200, "{\"list\":\"later\"}"));
    scripted.plays("e", saying(200, "<html>"));
    try (var events = new RecordedEvents()) {
      var answer =
          Stages.passed(
              list(
                  ANYONE,
                  provider("a"),
                  provider("b"),
                  provider("c"),
                  provider("d"),
                  provider("e")));

      assertEquals("{\"list\":[{\"id\":\"x\"}],\"count\":1}", text(answer));
      assertEquals("b", answer.providers());
      assertEquals("a, c, d, e", answer.reply().head().headers().first("x-tollgate-missing"));
      assertEquals(4, events.count(ProviderEvent.MODELS_MISSING));
    }
  }

  @Test
  void whereNobodyGivesOneTheRefusalNamesThemAll() {
    scripted.plays("a", answering(500));
    scripted.plays("b", unreachable());

    var said = Stages.refused(list(ANYONE, provider("a"), provider("b")));

    assertEquals(UpstreamProblem.UPSTREAM_NO_LIST, said.problem());
    assertTrue(said.what().contains("a, b"), said::what);
  }

  @Test
  void theErrorOfTheOnlyOneThatIsAskedPasses() throws Exception {
    scripted.plays("a", answering(401));

    var answer = Stages.passed(list(Stages.holder(Set.of("y"), Set.of()), provider("a")));

    assertEquals(401, answer.reply().head().status());
    assertEquals("said 401", text(answer));
  }

  @Test
  void whatCannotBeReadIsNotShownToAKeyThatMayNotSeeAll() {
    scripted.plays("a", saying(200, "{\"other\":[\"secret-model\"]}"));

    var said = Stages.refused(list(Stages.holder(Set.of("y"), Set.of()), provider("a")));

    assertEquals(UpstreamProblem.UPSTREAM_NO_LIST, said.problem());
  }
}
