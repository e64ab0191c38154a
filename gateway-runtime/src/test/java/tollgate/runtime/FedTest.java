package tollgate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.event.Event;
import tollgate.runtime.metric.Metric;

/**
 * The reference promises events and meters; somebody must write them. One whose feature does not
 * exist yet comes with the feature.
 */
class FedTest {

  @ParameterizedTest
  @ValueSource(classes = {Event.class, Metric.class})
  void somebodyFeedsEveryOne(Class<? extends Enum<?>> table) {
    Set<String> used = usedOutside(table);
    List<String> neverFed =
        Arrays.stream(table.getEnumConstants())
            .map(constant -> table.getName() + "." + constant.name())
            .filter(name -> !used.contains(name))
            .toList();

    assertEquals(List.of(), neverFed, "feed them at their place, or take them off the table");
  }

  @Test
  void tellsAnEventFromAProblemOfTheSameName() {
    Set<String> used = usedOutside(Event.class);

    assertTrue(used.contains("tollgate.runtime.problem.Problem.KEY_REVOKED"));
    assertTrue(used.contains("tollgate.runtime.event.Event.KEY_REVOKED"));
  }

  /** The fields that main classes use, without what the table itself does to fill them. */
  private static Set<String> usedOutside(Class<?> table) {
    return CompiledClass.ofRuntime().stream()
        .filter(type -> !type.name().split("\\$", 2)[0].equals(table.getName()))
        .flatMap(type -> type.fields().stream())
        .collect(Collectors.toSet());
  }
}
