package tollgate.runtime.plugin;

import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;

/**
 * A plugin's jar, or its folder of jars, as it was found, read and copied.
 *
 * @param source where the operator put it
 * @param staged the copy that classes are loaded from
 * @param sha256 of all its bytes
 * @param descriptor what its manifest says
 * @param module the name of its main module
 */
record PluginJar(
    Path source, Path staged, String sha256, PluginDescriptor descriptor, String module) {

  String id() {
    return descriptor.getPluginId();
  }

  /** The same, standing for what the operator put elsewhere. */
  PluginJar insteadOf(Path place) {
    return new PluginJar(place, staged, sha256, descriptor, module);
  }

  /** The same, read from another copy. */
  PluginJar from(Path copy) {
    return new PluginJar(source, copy, sha256, descriptor, module);
  }

  ModuleFinder modules() {
    return ModuleFinder.of(staged);
  }

  /** The plugins it cannot do without. */
  List<String> dependencies() {
    return descriptor.getDependencies().stream()
        .filter(dependency -> !dependency.isOptional())
        .map(PluginDependency::getPluginId)
        .toList();
  }
}
