package tollgate.runtime.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.api.call.RefusalKind;

/**
 * The order of policies changes nothing but what the guide says it does: which of several refusals
 * is told, which of several routes, fields of one name and tags of one name hold.
 */
class OrderTest {

  static List<Integer> seeds() {
    var seeds = new ArrayList<Integer>();
    for (int seed = 0; seed < 300; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  private record Said(String policy, List<Verdict> verdicts) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void policiesThatDoNotCompeteSayTheSameInAnyOrder(int seed) {
    var random = new Random(seed);
    List<Said> all = policies(random, false);
    Combination one = combined(all);
    Collections.shuffle(all, random);
    Combination other = combined(all);

    assertEquals(told(one.orders()), told(other.orders()));
    assertEquals(one.denial().isPresent(), other.denial().isPresent());
    assertEquals(List.of(), other.conflicts());
  }

  /** Who competes may win or lose, but what is counted, limited and told stays the same. */
  @ParameterizedTest
  @MethodSource("seeds")
  void policiesThatCompeteStillGiveTheSameCapsClampAndWarnings(int seed) {
    var random = new Random(seed);
    List<Said> all = policies(random, true);
    Combination one = combined(all);
    Collections.shuffle(all, random);
    Combination other = combined(all);

    Orders first = one.orders();
    Orders second = other.orders();
    assertEquals(new HashSet<>(first.caps()), new HashSet<>(second.caps()));
    assertEquals(new HashSet<>(first.limits()), new HashSet<>(second.limits()));
    assertEquals(first.clamp(), second.clamp());
    assertEquals(sorted(first.warnings()), sorted(second.warnings()));
    assertEquals(first.headers().keySet(), second.headers().keySet());
    assertEquals(first.tags().keySet(), second.tags().keySet());
    assertEquals(first.route().isPresent(), second.route().isPresent());
    assertEquals(one.denial().isPresent(), other.denial().isPresent());
    assertEquals(one.conflicts().isEmpty(), other.conflicts().isEmpty());
  }

  private static Combination combined(List<Said> all) {
    var combination = new Combination();
    all.forEach(said -> combination.add(said.policy, said.verdicts));
    return combination;
  }

  private static Map<String, Object> told(Orders orders) {
    var told = new TreeMap<String, Object>();
    told.put("route", orders.route());
    told.put("caps", new HashSet<>(orders.caps()));
    told.put("limits", new HashSet<>(orders.limits()));
    told.put("clamp", orders.clamp());
    told.put("headers", new TreeMap<>(orders.headers()));
    told.put("tags", new TreeMap<>(orders.tags()));
    told.put("warnings", sorted(orders.warnings()));
    return told;
  }

  private static List<String> sorted(List<String> texts) {
    return texts.stream().sorted().toList();
  }

  /**
   * Policies with some verdicts each.
   *
   * @param competing whether two may want the same route, field or tag otherwise
   */
  private static List<Said> policies(Random random, boolean competing) {
    var all = new ArrayList<Said>();
    int routes = 0;
    for (int i = 0; i < 2 + random.nextInt(5); i++) {
      var verdicts = new ArrayList<Verdict>();
      for (int j = 0; j < random.nextInt(5); j++) {
        String name = competing ? "n" + random.nextInt(2) : "n" + i + "-" + j;
        String value = "v" + random.nextInt(3);
        int kind = random.nextInt(7);
        if (kind == 0 && !competing && routes++ > 0) {
          continue;
        }
        verdicts.add(verdict(kind, name, value, 1 + random.nextInt(9)));
      }
      all.add(new Said("p" + i, verdicts));
    }
    return all;
  }

  private static Verdict verdict(int kind, String name, String value, int number) {
    var amount = BigDecimal.valueOf(number);
    var day = new Window(Window.Kind.DAY, 0);
    return switch (kind) {
      case 0 -> new Verdict.Route(value, "", List.of(), "");
      case 1 -> new Verdict.Cap(name, Verdict.Unit.CALLS, amount, day, List.of(), false);
      case 2 ->
          new Verdict.Limit(
              name, Verdict.Unit.CALLS, amount, new Window(Window.Kind.MINUTE, 0), List.of());
      case 3 -> new Verdict.Clamp(number);
      case 4 -> new Verdict.Header("x-" + name, value);
      case 5 -> new Verdict.Tag(name, value);
      default ->
          number > 8
              ? new Verdict.Deny("no", "", RefusalKind.FORBIDDEN)
              : new Verdict.Warn(name + value);
    };
  }
}
