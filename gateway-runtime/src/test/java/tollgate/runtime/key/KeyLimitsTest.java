package tollgate.runtime.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tollgate.api.json.Json;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.Unit;

class KeyLimitsTest {
  private static final KeyLimits SOME =
      new KeyLimits(
          Map.of(KeyLimit.MAX_COST_PER_DAY, 5_500_000_000L, KeyLimit.MAX_CONCURRENT_REQUESTS, 2L));

  @Test
  void areTheSameAfterBeingKeptAndAfterBeingTold() {
    assertEquals(SOME, KeyLimits.of(SOME.rows()));
    assertEquals(SOME, KeyLimits.of(new Json.Obj(SOME.members())));
    assertEquals(KeyLimits.NONE, KeyLimits.of(new Json.Obj(KeyLimits.NONE.members())));
    assertEquals("5.5", Json.encode(SOME.members().get("maxCostPerDay")));
    assertEquals(Json.NULL, SOME.members().get("maxRequestsPerDay"));
  }

  @ParameterizedTest
  @EnumSource
  void eachIsACapOnTheKeysCalls(KeyLimit limit) {
    Cap cap = limit.cap("ci", 7, ZoneOffset.UTC);

    assertEquals(List.of(Axes.KEY), cap.meter().by());
    assertEquals(limit.word() + " of key ci", cap.name());
    assertEquals(limit.isMoney(), cap.unit() == Unit.USD);
    assertEquals(limit.word().endsWith("PerMinute"), cap.rate());
    assertEquals(Optional.of(limit), KeyLimit.of(limit.word()));
  }

  @ParameterizedTest
  @CsvSource({
    "maxCostPerDay, 5, 5000000000",
    "maxCostPerDay, 0.000000001, 1",
    "maxCostPerDay, 0.0000000001, ",
    "maxCostPerDay, 0, ",
    "maxRequestsPerDay, 100, 100",
    "maxRequestsPerDay, 1.5, ",
    "maxRequestsPerDay, -1, ",
    "maxTokensPerMonth, 1e12, 1000000000000",
    "maxTokensPerMonth, 1e13, ",
  })
  void takeOnlyNumbersThatMeanSomething(String word, BigDecimal given, Long most) {
    KeyLimit limit = KeyLimit.of(word).orElseThrow();

    assertEquals(Optional.ofNullable(most), limit.parse(given));
  }

  @Test
  void oneIsSetAndTakenAwayWithoutTheOthers() {
    KeyLimits more = SOME.with(KeyLimit.MAX_REQUESTS_PER_DAY, Optional.of(9L));
    KeyLimits less = more.with(KeyLimit.MAX_COST_PER_DAY, Optional.empty());

    assertEquals(List.of("maxRequestsPerDay 9", "maxConcurrentRequests 2"), less.words());
    assertTrue(KeyLimit.of("maxWishes").isEmpty());
  }
}
