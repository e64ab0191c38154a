package tollgate.runtime.bench;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tollgate.api.GatewayPlugin;

/** The dialects and detectors that ship, from the class path that the profile bench makes. */
final class ShippedPlugins {

  private static final Pattern PLUGIN =
      Pattern.compile(".*[/\\\\](dialects|tools|dialect-|tool-).*");

  private ShippedPlugins() {}

  static List<GatewayPlugin> all() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> PLUGIN.matcher(entry).matches())
        .flatMap(entry -> ModuleFinder.of(Path.of(entry)).findAll().stream())
        .flatMap(module -> module.descriptor().provides().stream())
        .filter(service -> service.service().equals(GatewayPlugin.class.getName()))
        .flatMap(service -> service.providers().stream())
        .map(ShippedPlugins::plugin)
        .toList();
  }

  private static GatewayPlugin plugin(String name) {
    try {
      return Class.forName(name).asSubclass(GatewayPlugin.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException unusable) {
      throw new IllegalStateException(name, unusable);
    }
  }
}
