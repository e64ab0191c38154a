package tollgate.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import tollgate.api.GatewayPlugin;

/**
 * A plugin jar loaded as the gateway loads it: one named module in a layer of its own that sees
 * {@code tollgate.api} and the JDK, and nothing of the tests around it.
 */
public final class PackagedPlugin {

  private final Attributes manifest;
  private final ModuleDescriptor descriptor;
  private final GatewayPlugin plugin;

  private PackagedPlugin(Attributes manifest, ModuleDescriptor descriptor, GatewayPlugin plugin) {
    this.manifest = manifest;
    this.descriptor = descriptor;
    this.plugin = plugin;
  }

  /**
   * The one plugin jar in a folder, as a build leaves it in {@code target}.
   *
   * @throws IllegalStateException when there is none, or more than one
   */
  public static Path find(Path folder) {
    try (var files = Files.list(folder)) {
      List<Path> jars =
          files
              .filter(file -> file.toString().endsWith(".jar"))
              .filter(file -> !manifest(file).getValue("Plugin-Id").isEmpty())
              .toList();
      if (jars.size() != 1) {
        throw new IllegalStateException(
            "one plugin jar is wanted in " + folder + ", found " + jars);
      }
      return jars.getFirst();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Loads a jar and makes its plugin; {@link GatewayPlugin#start} is left to the caller.
   *
   * @throws IllegalStateException when the gateway would refuse the jar
   */
  public static PackagedPlugin load(Path jar) {
    ModuleDescriptor descriptor = describe(jar);
    ModuleFinder modules = ModuleFinder.of(jar, libraries(jar));
    for (Requires requires : descriptor.requires()) {
      boolean compileTimeOnly = requires.modifiers().contains(Requires.Modifier.STATIC);
      boolean own = modules.find(requires.name()).isPresent();
      if (!compileTimeOnly && !own && !isAllowed(requires.name())) {
        throw new IllegalStateException(jar + " requires " + requires.name() + ": not allowed");
      }
    }
    ModuleLayer layer = layer(jar, modules, descriptor.name());
    // A loader of a layer asks its parents too, where the module under test lies a second time.
    var providers =
        ServiceLoader.load(layer, GatewayPlugin.class).stream()
            .filter(provider -> layer.equals(provider.type().getModule().getLayer()))
            .toList();
    if (providers.size() != 1) {
      throw new IllegalStateException(
          jar + " must provide one tollgate.api.GatewayPlugin, not " + providers.size());
    }
    return new PackagedPlugin(manifest(jar), descriptor, providers.getFirst().get());
  }

  private static ModuleDescriptor describe(Path jar) {
    try {
      var descriptors =
          ModuleFinder.of(jar).findAll().stream().map(ModuleReference::descriptor).toList();
      if (descriptors.size() != 1 || descriptors.getFirst().isAutomatic()) {
        throw new IllegalStateException(jar + " has no module descriptor");
      }
      return descriptors.getFirst();
    } catch (FindException unreadable) {
      throw new IllegalStateException(jar + " is not a readable jar", unreadable);
    }
  }

  /** A folder with the libraries that lie below {@code lib/} in a jar. */
  private static Path libraries(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      Path folder = Files.createTempDirectory("plugin-libraries-");
      for (JarEntry entry : Collections.list(file.entries())) {
        String name = entry.getName();
        if (name.startsWith("lib/") && name.endsWith(".jar")) {
          try (var bytes = file.getInputStream(entry)) {
            Files.copy(bytes, folder.resolve(name.substring("lib/".length()).replace('/', '-')));
          }
        }
      }
      return folder;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(jar + " is not a readable jar", unreadable);
    }
  }

  private static boolean isAllowed(String module) {
    return module.equals("tollgate.api") || module.startsWith("java.") || module.startsWith("jdk.");
  }

  private static ModuleLayer layer(Path jar, ModuleFinder modules, String module) {
    ModuleLayer parent = GatewayPlugin.class.getModule().getLayer();
    if (parent == null) {
      throw new IllegalStateException(
          "tollgate.api is on the class path: give the tested module a module-info.java, so that"
              + " its tests run on the module path");
    }
    try {
      var configuration =
          parent.configuration().resolve(modules, ModuleFinder.of(), List.of(module));
      return ModuleLayer.defineModulesWithOneLoader(
              configuration, List.of(parent), ClassLoader.getPlatformClassLoader())
          .layer();
    } catch (FindException | ResolutionException unresolved) {
      throw new IllegalStateException(jar + " cannot be resolved", unresolved);
    }
  }

  private static Attributes manifest(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      var manifest = file.getManifest();
      var attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
      attributes.putIfAbsent(new Attributes.Name("Plugin-Id"), "");
      return attributes;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(jar + " is not a readable jar", unreadable);
    }
  }

  /** The plugin object. */
  public GatewayPlugin plugin() {
    return plugin;
  }

  /** The jar's module descriptor. */
  public ModuleDescriptor descriptor() {
    return descriptor;
  }

  /** A main attribute of the jar's manifest, for example {@code Plugin-Id}; empty when absent. */
  public String attribute(String name) {
    String value = manifest.getValue(name);
    return value == null ? "" : value;
  }
}
