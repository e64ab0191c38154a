package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Headers;
import tollgate.api.call.RequestFacts;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.policy.Orders;
import tollgate.runtime.policy.Verdict;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.upstream.OpenProvider;

class PolicyOrdersTest {
  private static final Generation THREE =
      Stages.generation(
          Stages.provider("field", false, "large"),
          Stages.provider("barn", false),
          Stages.provider("yard", true));
  private static final Caller ANYONE = new Caller.Anyone(Headers.none());
  private static final String BODY = "{\"model\":\"large\"}";

  private static Orders orders(Verdict.Route route, long clamp) {
    return new Orders(
        Optional.of(route), List.of(), List.of(), clamp, Map.of(), Map.of(), List.of());
  }

  private static Verdict.Route to(String provider, String model, String account) {
    return new Verdict.Route(provider, model, List.of(), account);
  }

  private static JudgedCall judged(String body, Caller caller, Orders orders, String... fields) {
    var exchange =
        body.isEmpty() ? FakeExchange.asking("/v1/talk", "", fields) : FakeExchange.posting(body);
    var facts = RequestFacts.of(TalkDialect.ID).model("large").build();
    return new JudgedCall(
        Stages.judged(exchange, facts, caller, THREE).authenticated(), "{}", orders);
  }

  private static Outcome<RoutedCall> route(Verdict.Route route) {
    return new Router().route(judged(BODY, ANYONE, orders(route, 0)));
  }

  @Test
  void aPolicySaysWhoServesAndWhichModel() {
    RoutedCall routed = Stages.passed(route(to("barn", "small", "")));

    assertEquals("barn", routed.provider().id());
    assertEquals("small", routed.wanted());
  }

  @Test
  void aPolicyBeatsTheClientsWord() {
    var judged = judged("", ANYONE, orders(to("barn", "", ""), 0), "x-provider", "yard");

    assertEquals("barn", Stages.passed(new Router().route(judged)).provider().id());
  }

  @Test
  void aModelAloneIsRoutedAsIfTheClientHadAskedForIt() {
    RoutedCall routed = Stages.passed(route(to("", "small", "")));

    assertEquals("yard", routed.provider().id());
    assertEquals("small", routed.model());
  }

  @Test
  void whatAKeyMayNotUseNoPolicyGivesIt() {
    var judged =
        judged(BODY, Stages.holder(Set.of(), Set.of("field")), orders(to("barn", "", ""), 0));

    assertEquals(
        AccessProblem.KEY_PROVIDER_NOT_ALLOWED,
        Stages.refused(new Router().route(judged)).problem());
  }

  @Test
  void anOrderThatCannotBeCarriedOutRefusesTheCall() {
    assertEquals(
        "The operator's policy wants the provider nowhere, which cannot be done: there is field,"
            + " barn, yard.",
        Stages.refused(route(to("nowhere", "", ""))).what());
    assertEquals(
        "The operator's policy wants the account me, which cannot be done: the provider barn lacks"
            + " it.",
        Stages.refused(route(to("barn", "", "me"))).what());

    var unreadable = judged("", ANYONE, orders(to("", "small", ""), 0));
    assertEquals(
        "The operator's policy wants the model small, which cannot be done: the body cannot be"
            + " changed.",
        Stages.refused(new Router().route(unreadable)).what());

    var clamped = judged("", ANYONE, orders(to("barn", "", ""), 5));
    assertEquals(
        "The operator's policy wants at most 5 tokens, which cannot be done: the body cannot be"
            + " changed.",
        Stages.refused(new Router().route(clamped)).what());
  }

  @Test
  void aPolicyNamesWhoStandsIn() {
    var route = new Verdict.Route("barn", "", List.of("yard", "gone", "field"), "");
    RoutedCall routed = Stages.passed(route(route));

    assertEquals(
        List.of("yard", "field"),
        PolicyOrders.standIns(routed).stream().map(OpenProvider::id).toList());
    assertEquals(List.of(), PolicyOrders.standIns(Stages.passed(route(to("barn", "", "")))));
  }
}
