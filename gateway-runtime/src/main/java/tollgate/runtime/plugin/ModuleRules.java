package tollgate.runtime.plugin;

import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.api.GatewayPlugin;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.ProblemException;

/**
 * What the modules of a plugin may be: named, and in need of nothing but the API, the JDK and one
 * another. Resolution alone would not see to that, since the layer above a plugin's holds every
 * library of the gateway.
 */
final class ModuleRules {
  private static final String SERVICE = GatewayPlugin.class.getName();

  private ModuleRules() {}

  /** The layer that holds the API; every plugin's layer hangs below it. */
  static ModuleLayer parentLayer() {
    return Optional.ofNullable(GatewayPlugin.class.getModule().getLayer())
        .orElseThrow(() -> new IllegalStateException("the gateway runs on the module path only"));
  }

  /** Whether a module is one that every plugin may require. */
  static boolean isOpenToPlugins(String module) {
    return module.equals(GatewayPlugin.class.getModule().getName()) || isOfTheJdk(module);
  }

  static boolean isOfTheJdk(String module) {
    return module.startsWith("java.") || module.startsWith("jdk.");
  }

  /**
   * The name of the module in a plugin's main jar, after a look at every module beside it.
   *
   * @throws ProblemException where one of them breaks the rules
   */
  static String mainModule(String id, Path folder, Path mainJar) {
    Set<ModuleReference> modules = find(id, folder);
    Set<String> own =
        modules.stream().map(module -> module.descriptor().name()).collect(Collectors.toSet());
    modules.forEach(module -> check(id, module.descriptor(), own));
    ModuleDescriptor main =
        modules.stream()
            .filter(module -> module.location().equals(Optional.of(mainJar.toUri())))
            .map(ModuleReference::descriptor)
            .findFirst()
            .orElseThrow(
                () -> PluginProblem.PLUGIN_DESCRIPTOR.exception(id, "its jar is not a module"));
    if (main.provides().stream().noneMatch(provides -> provides.service().equals(SERVICE))) {
      throw PluginProblem.PLUGIN_DESCRIPTOR.exception(id, "its module does not provide " + SERVICE);
    }
    return main.name();
  }

  private static Set<ModuleReference> find(String id, Path folder) {
    try {
      return ModuleFinder.of(folder).findAll();
    } catch (FindException malformed) {
      throw new ProblemException(
          PluginProblem.PLUGIN_DESCRIPTOR.report(id, Reason.first(malformed)), malformed);
    }
  }

  private static void check(String id, ModuleDescriptor module, Set<String> own) {
    if (module.isAutomatic()) {
      throw PluginProblem.PLUGIN_DESCRIPTOR.exception(
          id, "it holds a jar without a module-info.class");
    }
    for (Requires requires : module.requires()) {
      boolean onlyToCompile = requires.modifiers().contains(Requires.Modifier.STATIC);
      if (onlyToCompile || own.contains(requires.name())) {
        continue; // what is there only to compile is not found by the plugin's loader either
      }
      if (!isOpenToPlugins(requires.name())) {
        throw PluginProblem.PLUGIN_REQUIRES.exception(id, requires.name());
      }
      if (parentLayer().findModule(requires.name()).isEmpty()) {
        throw PluginProblem.PLUGIN_MODULE_MISSING.exception(id, requires.name());
      }
    }
  }
}
