package tollgate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Event;
import tollgate.runtime.metric.Metric;

/**
 * The reference promises events and meters; somebody must write them. One whose feature does not
 * exist yet comes with the feature.
 */
class FedTest {

  @ParameterizedTest
  @ValueSource(classes = {Event.class, Metric.class})
  void somebodyFeedsEveryOne(Class<?> table) {
    List<String> neverFed = tables(table).flatMap(FedTest::neverFed).toList();

    assertEquals(List.of(), neverFed, "feed them at their place, or take them off the table");
  }

  @Test
  void tellsAnEventFromAProblemOfTheSameName() {
    Set<String> used = usedOutside(AccessEvent.class);

    assertTrue(used.contains("tollgate.runtime.problem.AccessProblem.KEY_REVOKED"));
    assertTrue(used.contains("tollgate.runtime.event.AccessEvent.KEY_REVOKED"));
  }

  /** The enum itself, or those that an interface permits. */
  private static Stream<Class<?>> tables(Class<?> table) {
    return table.isSealed() ? Stream.of(table.getPermittedSubclasses()) : Stream.of(table);
  }

  private static Stream<String> neverFed(Class<?> table) {
    Set<String> used = usedOutside(table);
    return Stream.of((Enum<?>[]) table.getEnumConstants())
        .map(constant -> table.getName() + "." + constant.name())
        .filter(name -> !used.contains(name));
  }

  /** The fields that main classes use, without what the table itself does to fill them. */
  private static Set<String> usedOutside(Class<?> table) {
    return CompiledClass.ofRuntime().stream()
        .filter(type -> !type.name().split("\\$", 2)[0].equals(table.getName()))
        .flatMap(type -> type.fields().stream())
        .collect(Collectors.toSet());
  }
}
