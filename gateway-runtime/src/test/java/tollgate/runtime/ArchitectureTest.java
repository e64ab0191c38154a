package tollgate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What holds for the modules as a whole. Its neighbours hold the rest: {@link FloorsTest} which
 * package uses which, {@link LibrariesTest} who uses a library, {@link VendorsTest} that no vendor
 * is named, {@link SizesTest} that nothing grows too long to read, {@link SleepsTest} that no test
 * sleeps, {@link FedTest} that no event and no meter is promised in vain.
 */
class ArchitectureTest {
  @Test
  void theRuntimeExportsNothing() throws IOException {
    var file = Checkout.module().resolve("target/classes/module-info.class");
    ModuleDescriptor descriptor;
    try (var stream = Files.newInputStream(file)) {
      descriptor = ModuleDescriptor.read(stream);
    }

    assertEquals(
        Set.of(),
        descriptor.exports(),
        "tollgate.runtime exports a package; move what others need to tollgate.api");
  }

  @Test
  void theApiNeedsTheJdkOnly() {
    var strangers = new TreeSet<String>();
    for (CompiledClass type : CompiledClass.ofApi()) {
      for (String used : type.uses()) {
        if (!used.startsWith("java.")
            && !used.startsWith("tollgate.api.")
            && !used.startsWith("org.jspecify.annotations.")) {
          strangers.add("class %s uses %s".formatted(type.name(), used));
        }
      }
    }

    assertTrue(
        strangers.isEmpty(),
        () ->
            String.join("\n", strangers)
                + "\n"
                + "A plugin's own libraries would clash with it; use a type of java.* or of the"
                + " API.");
  }

  @Test
  void testsRunInsideTheNamedModule() {
    assertEquals("tollgate.runtime", getClass().getModule().getName());
  }
}
