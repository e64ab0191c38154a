package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.RequestFacts;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.upstream.ProviderSketch;

class RouterTest {
  private static final Generation THREE =
      Stages.generation(
          Stages.provider("field", false, "large"),
          Stages.provider("barn", false, "large-red"),
          Stages.provider("yard", true));
  private static final Caller ANYONE = new Caller.Anyone(Headers.none());

  private static RequestFacts asking(String model) {
    return RequestFacts.of(TalkDialect.ID).model(model).build();
  }

  private static Outcome<RoutedCall> route(
      Generation generation, RequestFacts facts, Caller caller, String... fields) {
    var exchange = FakeExchange.asking("/v1/talk", "", fields);
    return new Router().route(Stages.judged(exchange, facts, caller, generation));
  }

  private static String providerOf(RequestFacts facts, String... fields) {
    return Stages.passed(route(THREE, facts, ANYONE, fields)).provider().id();
  }

  @Test
  void theLongestNameThatFitsDecides() {
    assertEquals("field", providerOf(asking("large-blue")));
    assertEquals("barn", providerOf(asking("large-red-2")));
  }

  @Test
  void theDefaultTakesWhatNobodyNames() {
    assertEquals("yard", providerOf(asking("small")));
    assertEquals("yard", providerOf(asking("")));
  }

  @Test
  void theClientsWordBeatsTheModelsName() {
    var named = RequestFacts.of(TalkDialect.ID).model("large").provider("yard").build();

    assertEquals("yard", providerOf(named));
    assertEquals("barn", providerOf(named, "x-provider", "barn"));
  }

  @Test
  void aProviderThatIsNotThereIsToldWithThoseThatAre() {
    ProblemReport said =
        Stages.refused(route(THREE, asking("large"), ANYONE, "x-provider", "nowhere"));

    assertEquals(RequestProblem.REQUEST_PROVIDER_UNKNOWN, said.problem());
    assertTrue(said.what().contains("nowhere"), said::what);
    assertTrue(said.fix().contains("field, barn, yard"), said::fix);
  }

  @Test
  void aNamedProviderThatServesOtherPathsIsToldWithThem() {
    var generation =
        Stages.generation(ProviderSketch.of("field", "talking").on("/v1/chat").config());

    ProblemReport said =
        Stages.refused(route(generation, asking("m"), ANYONE, "x-provider", "field"));

    assertEquals(RequestProblem.REQUEST_PROVIDER_PATH, said.problem());
    assertTrue(said.what().contains("/v1/talk"), said::what);
    assertTrue(said.fix().contains("/v1/chat"), said::fix);
  }

  @Test
  void aModelNobodyServesIsTold() {
    var only = Stages.generation(Stages.provider("field", false, "large"));

    ProblemReport said = Stages.refused(route(only, asking("small"), ANYONE));

    assertEquals(RequestProblem.REQUEST_NO_PROVIDER, said.problem());
    assertTrue(said.what().contains("small"), said::what);
  }

  @Test
  void aLanguageNobodySpeaksIsTold() {
    var foreign = RequestFacts.of(new DialectId("song")).model("small").build();

    assertEquals(
        RequestProblem.REQUEST_NO_PROVIDER,
        Stages.refused(route(THREE, foreign, ANYONE)).problem());
  }

  @Test
  void aNamedProviderThatSpeaksAnotherLanguageIsRefusedByItsName() {
    var foreign = RequestFacts.of(new DialectId("song")).model("small").build();

    ProblemReport said = Stages.refused(route(THREE, foreign, ANYONE, "x-provider", "yard"));

    assertEquals(RequestProblem.REQUEST_OTHER_DIALECT, said.problem());
    assertEquals(
        "The provider \"yard\" does not speak song; it speaks talk. Translation is not offered.",
        said.what());
    assertTrue(said.fix().endsWith("no configured provider does."), said::fix);
  }

  @Test
  void whoAloneClaimsAModelAndSpeaksAnotherLanguageIsNamedAsWell() {
    var foreign = RequestFacts.of(new DialectId("song")).model("large-red").build();

    ProblemReport said = Stages.refused(route(THREE, foreign, ANYONE));

    assertEquals(RequestProblem.REQUEST_OTHER_DIALECT, said.problem());
    assertTrue(said.what().contains("field"), said::what);
  }

  private static Outcome<RoutedCall> asking(Generation generation, String model, String body) {
    var exchange = FakeExchange.posting(body);
    return new Router().route(Stages.judged(exchange, asking(model), ANYONE, generation));
  }

  @Test
  void whatStandsBeforeTheSlashMayNameTheProvider() {
    var routed = Stages.passed(asking(THREE, "barn/small", "{\"model\":\"barn/small\"}"));

    assertEquals("barn small", routed.provider().id() + " " + routed.model());
  }

  @Test
  void aNameThatSomebodyClaimsIsNotTakenApart() {
    var reseller =
        Stages.generation(
            Stages.provider("reseller", false, "barn/", "reseller/"),
            Stages.provider("barn", true));

    for (String model : new String[] {"barn/small", "reseller/auto"}) {
      var routed = Stages.passed(asking(reseller, model, "{}"));
      assertEquals("reseller " + model, routed.provider().id() + " " + routed.model());
    }
  }

  @Test
  void aNamespaceThatIsNoProviderBelongsToTheName() {
    for (String model : new String[] {"vendor/small", "/small", "barn/"}) {
      var routed = Stages.passed(asking(THREE, model, "{}"));
      assertEquals("yard " + model, routed.provider().id() + " " + routed.model());
    }
  }

  @Test
  void aModelInABodyThatCannotBeChangedStaysWhole() {
    var facts = asking("barn/small");

    assertEquals("yard", providerOf(facts), "the provider would not know the name it gets");
  }

  @Test
  void aKeyKeepsItsHolderToItsProvidersHoweverTheyAreNamed() {
    Caller holder = Stages.holder(Set.of(), Set.of("barn"));

    assertEquals("barn", Stages.passed(route(THREE, asking("large-red"), holder)).provider().id());
    for (var outcome :
        new Outcome<?>[] {
          route(THREE, asking("small"), holder),
          route(THREE, asking("large-red"), holder, "x-provider", "yard")
        }) {
      ProblemReport said = Stages.refused(outcome);
      assertEquals(AccessProblem.KEY_PROVIDER_NOT_ALLOWED, said.problem());
      assertTrue(said.what().contains("ci") && said.what().contains("yard"), said::what);
      assertTrue(said.fix().contains("barn"), said::fix);
    }
  }

  @Test
  void aKeyKeepsItsHolderToItsModels() {
    Caller holder = Stages.holder(Set.of("small"), Set.of());

    assertEquals("small", Stages.passed(route(THREE, asking("small"), holder)).model());
    assertEquals(
        AccessProblem.KEY_MODEL_NOT_ALLOWED,
        Stages.refused(route(THREE, asking("small-2"), holder)).problem());
  }

  @Test
  void aKeyForCertainModelsMayNotAskForAnUnnamedOne() {
    Caller holder = Stages.holder(Set.of("small"), Set.of());
    var free = RequestFacts.of(TalkDialect.ID).billable(false).build();

    assertEquals(
        AccessProblem.KEY_MODEL_NOT_ALLOWED,
        Stages.refused(route(THREE, asking(""), holder)).problem());
    assertEquals("", Stages.passed(route(THREE, free, holder)).model());
  }
}
