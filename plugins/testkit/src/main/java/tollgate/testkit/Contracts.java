package tollgate.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.GatewayPlugin;

/** Which contracts the tests of one module hold their plugin to. */
final class Contracts {
  private Contracts() {}

  /** The contracts a plugin must be held to and, by the classes beside a test, is not. */
  static List<String> missing(Class<?> test, GatewayPlugin plugin) {
    List<Class<?>> present = contractTestsBeside(test);
    return needed(plugin).entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .filter(contract -> present.stream().noneMatch(contract::isAssignableFrom))
        .map(contract -> "no test extends " + contract.getSimpleName())
        .toList();
  }

  private static Map<Class<?>, Boolean> needed(GatewayPlugin plugin) {
    var needed = new LinkedHashMap<Class<?>, Boolean>();
    needed.put(ToolDetectorContract.class, !plugin.toolDetectors().isEmpty());
    needed.put(DialectContract.class, !plugin.dialects().isEmpty());
    needed.put(ProviderTransformContract.class, !plugin.providerTransforms().isEmpty());
    needed.put(QuotaProbeContract.class, !plugin.quotaProbes().isEmpty());
    needed.put(PricingSourceContract.class, !plugin.pricingSources().isEmpty());
    return needed;
  }

  private static List<Class<?>> contractTestsBeside(Class<?> test) {
    Path root = root(test);
    try (var files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith("ContractTest.class"))
          .<Class<?>>map(name -> load(name, test.getClassLoader()))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path root(Class<?> test) {
    String file = test.getName().replace('.', '/') + ".class";
    String address = String.valueOf(test.getResource("/" + file));
    return Path.of(URI.create(address.substring(0, address.length() - file.length())));
  }

  private static Class<?> load(String file, ClassLoader loader) {
    String name =
        file.substring(0, file.length() - ".class".length()).replace('/', '.').replace('\\', '.');
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException vanished) {
      throw new IllegalStateException(vanished);
    }
  }
}
