package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.runtime.call.ScriptedProviders.answering;
import static tollgate.runtime.call.ScriptedProviders.breaking;
import static tollgate.runtime.call.ScriptedProviders.unreachable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.api.call.RequestFacts;
import tollgate.runtime.event.ProviderEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.policy.EmptyPolicySet;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.upstream.Accounts;
import tollgate.runtime.upstream.Breakers;
import tollgate.runtime.upstream.Cancellation;
import tollgate.runtime.upstream.Cancelled;
import tollgate.runtime.upstream.Deadlines;
import tollgate.runtime.upstream.Errand;
import tollgate.runtime.upstream.NamedCredential;
import tollgate.runtime.upstream.ProviderConfig;
import tollgate.runtime.upstream.ProviderRegistry;
import tollgate.runtime.upstream.ProviderSketch;
import tollgate.runtime.upstream.Routing;
import tollgate.runtime.upstream.UpstreamBroke;
import tollgate.runtime.upstream.UpstreamCaller;
import tollgate.runtime.upstream.UpstreamSettings;

/** Whom a call is asked of, one after the other. */
class SearchTest {
  private static final UpstreamSettings SETTINGS =
      new UpstreamSettings(10, Duration.ofSeconds(60), 1, 2, Duration.ofSeconds(30));

  private final UpstreamCaller upstream = new UpstreamCaller(SETTINGS, new Breakers(SETTINGS));
  private final Accounts accounts = new Accounts(InstantSource.system());
  private final Cancellation cancellation = new Cancellation();
  private final Metrics metrics = new Metrics();
  private final ScriptedProviders scripted = new ScriptedProviders();
  private final List<String> asked = scripted.asked();
  private final List<String> closed = scripted.closed();
  private final FakeRow row = new FakeRow();

  @AfterEach
  void close() {
    upstream.close();
    metrics.close();
  }

  private void plays(String account, ScriptedProviders.Scene... scenes) {
    scripted.plays(account, scenes);
  }

  private Search.Result search(Caller caller, ProviderConfig... providers) {
    return search(RequestFacts.of(TalkDialect.ID).model("large").build(), caller, providers);
  }

  private Search.Result search(RequestFacts facts, Caller caller, ProviderConfig... providers) {
    var generation =
        new Generation(
            PluginSet.EMPTY,
            ProviderRegistry.EMPTY.successor(
                List.of(providers),
                List.of(scripted.talking("talking"), scripted.singing("singing"))),
            PriceBook.EMPTY,
            new EmptyPolicySet());
    var judged = Stages.judged(FakeExchange.posting("{}"), facts, caller, generation);
    var routed = Stages.passed(new Router().route(judged));
    var funded =
        new FundedCall(routed, routed.pricing(), Likely.of(facts), new Reservation.Recorded(row));
    var running = new RunningCall(routed.call().arrival());
    running.routed(routed.provider().id(), routed.model());
    var search =
        new Search(funded, running, new Search.Ways(upstream, accounts, new CallMeters(metrics)));
    var result = search.run(Errand.beginning(Deadlines.NONE, cancellation, search.tries()));
    if (result instanceof Search.Answered(_, var reply)) {
      search.tries().answered(reply.notes());
    }
    search.tries().failed();
    assertEquals(result.funded().routed().provider().id(), running.provider());
    return result;
  }

  private Search.Result search(ProviderConfig... providers) {
    return search(new Caller.Anyone(Headers.none()), providers);
  }

  private static ProviderConfig provider(String id, String type, Routing routing) {
    return ProviderSketch.of(id, type).byDefault(id.equals("field")).routing(routing).config();
  }

  private static ProviderConfig provider(String id, String... fallback) {
    return provider(id, "talking", new Routing(List.of(fallback), List.of()));
  }

  private static ProviderConfig withAccounts(String id, String[] names, String... fallback) {
    var credentials =
        Arrays.stream(names).map(name -> new NamedCredential(name, "secret of " + name)).toList();
    return provider(id, "talking", new Routing(List.of(fallback), credentials));
  }

  private static Search.Answered answered(Search.Result result) {
    return assertInstanceOf(Search.Answered.class, result);
  }

  private static int status(Search.Result result) {
    return answered(result).reply().head().status();
  }

  private static String text(Search.Result result) throws IOException {
    ByteBuffer bytes = answered(result).reply().read();
    return bytes == null ? "" : StandardCharsets.UTF_8.decode(bytes).toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503, 529})
  void whoTurnsACallDownIsFollowedByWhoStandsIn(int refusal) throws Exception {
    plays("field", answering(refusal));
    plays("barn", answering(200));

    var result = search(provider("field", "barn"), provider("barn"));

    assertEquals("said 200", text(result));
    assertEquals("barn", result.funded().routed().provider().id());
    assertEquals("barn", result.funded().pricing().provider());
    assertEquals(List.of("field", "barn"), asked);
    assertEquals(List.of("field"), closed);
    String why = refusal == 429 ? "limited" : "busy";
    assertEquals(
        List.of("field  " + refusal + " refused " + why, "barn  200 answered "), row.attempts());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 404, 500, 502})
  void everyOtherAnswerIsTheCallsAnswer(int status) {
    plays("field", answering(status));

    assertEquals(status, status(search(provider("field", "barn"), provider("barn"))));
    assertEquals(List.of("field"), asked);
  }

  @Test
  void whoCannotBeReachedIsLeftAtOnce() {
    plays("field", unreachable());
    plays("barn", answering(200));

    assertEquals(200, status(search(provider("field", "barn"), provider("barn"))));

    assertEquals(List.of("field", "barn"), asked, "no second try while another waits");
    assertEquals(
        List.of("field  0 failed upstream.unreachable", "barn  200 answered "), row.attempts());
  }

  @Test
  void whatMayHaveBeenBilledIsAskedOfNobodyElse() {
    plays("field", breaking());

    var result = search(provider("field", "barn"), provider("barn"));

    var failed = assertInstanceOf(Search.Unanswered.class, result);
    assertInstanceOf(UpstreamBroke.class, failed.failure());
    assertEquals(List.of("field"), asked);
  }

  @Test
  void aCallWhoseClientHasLeftIsAskedOfNobodyElse() {
    plays(
        "field",
        () -> {
          cancellation.cancel();
          return answering(429).play();
        });

    var result = search(provider("field", "barn"), provider("barn"));

    assertInstanceOf(Cancelled.class, assertInstanceOf(Search.Unanswered.class, result).failure());
    assertEquals(List.of("field"), asked);
  }

  @Test
  void aBreakAfterAnEarlierRefusalIsTold() {
    plays("field", answering(429));
    plays("barn", breaking());

    var result = search(provider("field", "barn", "yard"), provider("barn"), provider("yard"));

    assertInstanceOf(Search.Unanswered.class, result, "it may have been billed");
    assertEquals(List.of("field", "barn"), asked);
    assertEquals(List.of("field"), closed);
  }

  @Test
  void anOpenBreakerSendsTheCallOn() {
    plays("field", answering(500), answering(500));
    plays("barn", answering(200));
    var providers = new ProviderConfig[] {provider("field", "barn"), provider("barn")};
    search(providers);
    search(providers);
    asked.clear();

    try (var events = new RecordedEvents()) {
      assertEquals(200, status(search(providers)));
      assertEquals(
          "upstream.breaker_open", events.field(ProviderEvent.UPSTREAM_FALLBACK, "reason"));
    }
    assertEquals(List.of("barn"), asked);
  }

  @Test
  void theLastAnswerIsPassedOnWhenNobodyServes() throws Exception {
    plays("field", answering(429, "retry-after", "7"));
    plays("barn", answering(529, "retry-after", "9"));

    var result = search(provider("field", "barn"), provider("barn"));

    assertEquals(529, status(result));
    assertEquals("9", answered(result).reply().head().headers().first("retry-after"));
    assertEquals("said 529", text(result));
  }

  @Test
  void anAnswerIsWorthMoreThanNone() throws Exception {
    plays("field", answering(429, "retry-after", "7"));
    plays("barn", unreachable(), unreachable());

    var result = search(provider("field", "barn"), provider("barn"));

    assertEquals("said 429", text(result), "it can still be read");
    assertEquals("field", result.funded().routed().provider().id());
    assertEquals(List.of("barn", "field"), row.routes());
    assertEquals(
        List.of(
            "field  429 refused limited",
            "barn  0 failed upstream.unreachable",
            "barn  0 failed upstream.unreachable"),
        row.attempts());
  }

  @Test
  void chainsGoOnWhereTheyLead() {
    plays("field", answering(429));
    plays("barn", answering(429));
    plays("yard", answering(429));
    plays("hill", answering(200));

    search(
        provider("field", "barn", "yard"),
        provider("barn", "hill"),
        provider("yard"),
        provider("hill"));

    assertEquals(List.of("field", "barn", "yard", "hill"), asked);
  }

  @Test
  void whoSpeaksAnotherLanguageOrIsForbiddenIsPassedOverAndReported() {
    plays("field", answering(429));
    plays("hill", answering(429));
    plays("tree", answering(200));
    try (var events = new RecordedEvents()) {
      search(
          Stages.holder(Set.of(), Set.of("field", "barn", "hill", "tree")),
          provider("field", "barn", "yard", "hill", "tree"),
          provider("barn", "singing", Routing.PLAIN),
          provider("yard"),
          provider("hill"),
          provider("tree"));

      assertEquals(List.of("field", "hill", "tree"), asked);
      assertEquals(2, events.count(ProviderEvent.UPSTREAM_FALLBACK_PASSED_OVER));
      String lines = String.join("\n", events.lines());
      assertTrue(lines.contains("request.other_dialect"), lines);
      assertTrue(lines.contains("key.provider_not_allowed"), lines);
    }
  }

  @Test
  void theNextAccountComesBeforeTheNextProvider() {
    plays("field/one", answering(429));
    plays("field/two", answering(401));
    plays("barn", answering(200));
    String[] names = {"one", "two"};

    search(withAccounts("field", names, "barn"), provider("barn"));

    assertEquals(List.of("field/one", "field/two", "barn"), asked);
    assertEquals(
        List.of(
            "field one 429 refused limited",
            "field two 401 refused credential",
            "barn  200 answered "),
        row.attempts());
  }

  private static Caller heldTo(String... accounts) {
    var terms =
        new ManagedKey.Terms(
            "ci",
            ManagedKey.NEVER,
            Set.of(),
            Set.of(),
            Set.of(accounts),
            Set.of(),
            ManagedKey.Holder.NOBODY);
    return new Caller.Holder(
        new ManagedKey("key-1", "tgk_0123", terms, Stages.NOW, ManagedKey.NEVER, ManagedKey.NEVER));
  }

  @Test
  void accountsThatTheKeyDoesNotAllowAreNeverAsked() {
    plays("field/two", answering(429));
    plays("barn", answering(200));
    String[] names = {"one", "two"};

    search(
        heldTo("two"),
        withAccounts("field", names, "yard", "barn"),
        withAccounts("yard", new String[] {"three", "four"}),
        provider("barn"));

    assertEquals(List.of("field/two", "barn"), asked, "an account without a name is nobody's");
  }

  @Test
  void aKeyThatMayUseNoneOfTheAccountsIsToldSo() {
    var refused =
        assertThrows(
            AssertionError.class,
            () -> search(heldTo("six"), withAccounts("field", new String[] {"one", "two"})));

    assertTrue(refused.getMessage().contains("key.account_not_allowed"), refused::getMessage);
    assertEquals(List.of(), asked);
  }

  @Test
  void anotherAccountOfAProviderThatCannotBeReachedIsNotAsked() {
    plays("field/one", unreachable());
    plays("barn", answering(200));

    search(withAccounts("field", new String[] {"one", "two"}, "barn"), provider("barn"));

    assertEquals(List.of("field/one", "barn"), asked);
  }

  @Test
  void anAccountThatRestsIsSkippedByTheNextCalls() {
    plays("field/one", answering(429, "retry-after", "60"));
    plays("field/two", answering(200), answering(200), answering(200));
    var provider = withAccounts("field", new String[] {"one", "two"});

    for (int i = 0; i < 3; i++) {
      assertEquals(200, status(search(provider)));
    }

    assertEquals(List.of("field/one", "field/two", "field/two", "field/two"), asked);
  }

  @Test
  void whereAllRestTheOneThatIsReadyFirstIsAskedAllTheSame() {
    plays("field/one", answering(429, "retry-after", "60"));
    plays("field/two", answering(429, "retry-after", "30"), answering(429, "retry-after", "29"));
    var provider = withAccounts("field", new String[] {"one", "two"});
    search(provider);
    asked.clear();

    var result = search(provider);

    assertEquals(List.of("field/two"), asked);
    assertEquals("29", answered(result).reply().head().headers().first("retry-after"));
  }

  @Test
  void accountsAtTheirLimitsOpenNoBreaker() {
    plays("field", answering(429), answering(429), answering(429), answering(200));
    for (int i = 0; i < 3; i++) {
      assertEquals(429, status(search(provider("field"))));
    }

    assertEquals(200, status(search(provider("field"))));
  }

  @Test
  void aCallWithoutAModelIsAskedOfTheFirstAccountAlone() {
    plays("field/one", answering(429), answering(429));
    var facts = RequestFacts.of(TalkDialect.ID).billable(false).build();
    var provider = withAccounts("field", new String[] {"one", "two"}, "barn");

    for (int i = 0; i < 2; i++) {
      assertEquals(
          429,
          status(search(facts, new Caller.Anyone(Headers.none()), provider, provider("barn"))));
    }

    assertEquals(List.of("field/one", "field/one"), asked);
  }
}
