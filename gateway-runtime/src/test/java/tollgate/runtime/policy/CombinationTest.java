package tollgate.runtime.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tollgate.api.call.RefusalKind;

class CombinationTest {
  private static final Window DAY = new Window(Window.Kind.DAY, 0);

  private final Combination combination = new Combination();

  private static Verdict.Cap cap(String name, int usd) {
    return new Verdict.Cap(name, Verdict.Unit.USD, BigDecimal.valueOf(usd), DAY, List.of(), false);
  }

  private static Verdict.Route to(String provider) {
    return new Verdict.Route(provider, "", List.of(), "");
  }

  private static Verdict.Deny deny(String why) {
    return new Verdict.Deny(why, "", RefusalKind.FORBIDDEN);
  }

  @Test
  void theFirstDenyWins() {
    combination.add("a", List.of(deny("first"), deny("second")));
    combination.add("b", List.of(deny("third")));

    assertEquals(new Combination.Denial("a", deny("first")), combination.denial().orElseThrow());
  }

  @Test
  void everyCapAppliesAndTheSmallestClampHolds() {
    combination.add("a", List.of(cap("x", 5), new Verdict.Clamp(100)));
    combination.add("b", List.of(cap("x", 7), new Verdict.Clamp(50)));
    combination.add("c", List.of(cap("x", 5), new Verdict.Clamp(70)));

    assertEquals(List.of(cap("x", 5), cap("x", 7), cap("x", 5)), combination.orders().caps());
    assertEquals(50, combination.orders().clamp());
    assertEquals(List.of("cap x of b differs from that of a"), combination.conflicts());
  }

  @Test
  void theFirstOfANameWinsAndTheLoserIsTold() {
    combination.add(
        "a", List.of(to("p"), new Verdict.Header("x-a", "1"), new Verdict.Tag("t", "1")));
    combination.add(
        "b", List.of(to("q"), new Verdict.Header("x-a", "2"), new Verdict.Tag("t", "2")));
    combination.add(
        "c", List.of(to("p"), new Verdict.Header("x-a", "1"), new Verdict.Tag("t", "1")));

    assertEquals(to("p"), combination.orders().route().orElseThrow());
    assertEquals(Map.of("x-a", "1"), combination.orders().headers());
    assertEquals(Map.of("t", "1"), combination.orders().tags());
    assertEquals(
        List.of(
            "route of b gives way to that of a",
            "header x-a of b gives way to that of a",
            "tag t of b gives way to that of a"),
        combination.conflicts());
  }

  /** Whatever is not said to depend on the order does not. */
  @Test
  void theOrderOfIndependentPoliciesDoesNotMatter() {
    var random = new Random(7);
    for (int round = 0; round < 500; round++) {
      var policies = new ArrayList<List<Verdict>>();
      for (int i = 0; i < 5; i++) {
        policies.add(independent(i, random));
      }
      Set<Object> outcomes = new HashSet<>();
      for (int order = 0; order < 4; order++) {
        Collections.shuffle(policies, random);
        outcomes.add(outcome(policies));
      }
      assertEquals(1, outcomes.size(), () -> outcomes.toString());
    }
  }

  /** Names are the policy's own, and only one of them routes. */
  private static List<Verdict> independent(int policy, Random random) {
    var verdicts = new ArrayList<Verdict>();
    if (policy == 0) {
      verdicts.add(to("p" + random.nextInt(3)));
    }
    verdicts.add(cap("cap-" + policy, 1 + random.nextInt(9)));
    verdicts.add(new Verdict.Clamp(1 + random.nextInt(1_000)));
    verdicts.add(new Verdict.Header("x-" + policy, "" + random.nextInt(9)));
    verdicts.add(new Verdict.Tag("t" + policy, "" + random.nextInt(9)));
    verdicts.add(new Verdict.Warn("w" + random.nextInt(9)));
    Collections.shuffle(verdicts, random);
    return verdicts.subList(0, 1 + random.nextInt(verdicts.size()));
  }

  private static Object outcome(List<List<Verdict>> policies) {
    var combination = new Combination();
    for (int i = 0; i < policies.size(); i++) {
      combination.add("policy-" + i, policies.get(i));
    }
    assertTrue(combination.conflicts().isEmpty());
    Orders orders = combination.orders();
    return List.of(
        orders.route(),
        Set.copyOf(orders.caps()),
        orders.clamp(),
        Map.copyOf(orders.headers()),
        Map.copyOf(orders.tags()),
        orders.warnings().stream().sorted().toList());
  }
}
