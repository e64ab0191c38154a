package tollgate.runtime.plugin;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pf4j.BasePluginRepository;
import org.pf4j.DefaultVersionManager;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginRuntimeException;
import org.pf4j.VersionManager;
import tollgate.api.ApiVersion;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.ProblemException;

/**
 * Finds plugin jars and reads what they say of themselves, without running a line of their code.
 * Finding, manifests and version ranges are PF4J's; what a module may require is {@link
 * ModuleRules}' to say.
 *
 * <p>A plugin is a jar in the plugins folder, or a folder in it with a plugin's jar beside the jars
 * of its libraries.
 */
final class JarCatalog {
  private final Staging staging;
  private final PluginDescriptorFinder manifests = new ManifestReader();
  private final VersionManager versions = new DefaultVersionManager();

  JarCatalog(Staging staging) {
    this.staging = staging;
  }

  /** Everything found, by file name; what cannot be used is added to the refused. */
  List<PluginJar> read(Path pluginsDirectory, List<RefusedPlugin> refused) {
    var found = new LinkedHashMap<String, PluginJar>();
    for (Path source : sources(pluginsDirectory)) {
      try {
        PluginJar jar = read(source);
        PluginJar twin = found.putIfAbsent(jar.id(), jar);
        if (twin != null) {
          staging.delete(jar.staged());
          throw PluginProblem.PLUGIN_DUPLICATE.exception(
              jar.id(), Staging.name(twin.source()), Staging.name(source));
        }
      } catch (ProblemException problem) {
        refused.add(
            new RefusedPlugin(
                Staging.name(source), source, problem.report().at(source.toString())));
      }
    }
    return new ArrayList<>(found.values());
  }

  private static List<Path> sources(Path directory) {
    var repository =
        new BasePluginRepository(
            List.of(directory), file -> Staging.isJar(file.toPath()) || holdsJars(file.toPath()));
    repository.setComparator(Comparator.comparing(File::getName));
    return repository.getPluginPaths();
  }

  private static boolean holdsJars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(Staging::isJar);
    } catch (IOException unreadable) {
      return true; // to be refused by name rather than overlooked
    }
  }

  private PluginJar read(Path source) {
    Staging.Copy copy;
    try {
      copy = staging.copy(source);
    } catch (IOException unreadable) {
      throw new ProblemException(
          PluginProblem.PLUGIN_UNREADABLE.report(Staging.name(source), Reason.of(unreadable)),
          unreadable);
    }
    try {
      return read(source, copy);
    } catch (ProblemException refused) {
      staging.delete(copy.folder());
      throw refused;
    }
  }

  private PluginJar read(Path source, Staging.Copy copy) {
    String name = Staging.name(source);
    Map<Path, PluginDescriptor> described = new LinkedHashMap<>();
    for (Path jar : jars(copy.folder())) {
      PluginDescriptor descriptor = manifest(name, jar);
      if (descriptor.getPluginId() != null) {
        described.put(jar, descriptor);
      }
    }
    if (described.size() != 1) {
      throw PluginProblem.PLUGIN_DESCRIPTOR.exception(
          name,
          described.isEmpty()
              ? "no manifest has a Plugin-Id"
              : "several manifests have Plugin-Ids");
    }
    var main = described.entrySet().iterator().next();
    checkDescriptor(name, main.getValue());
    String module =
        ModuleRules.mainModule(main.getValue().getPluginId(), copy.folder(), main.getKey());
    return new PluginJar(source, copy.folder(), copy.sha256(), main.getValue(), module);
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException vanished) {
      throw new ProblemException(
          PluginProblem.PLUGIN_UNREADABLE.report(Staging.name(folder), Reason.of(vanished)),
          vanished);
    }
  }

  private PluginDescriptor manifest(String name, Path jar) {
    try {
      return manifests.find(jar);
    } catch (PluginRuntimeException unreadable) {
      Throwable cause = unreadable.getCause() == null ? unreadable : unreadable.getCause();
      throw new ProblemException(
          PluginProblem.PLUGIN_UNREADABLE.report(name, Reason.of(cause)), unreadable);
    }
  }

  private void checkDescriptor(String name, PluginDescriptor descriptor) {
    String id = descriptor.getPluginId();
    if (!id.matches("[a-z0-9]+([.-][a-z0-9]+)*")) {
      throw PluginProblem.PLUGIN_DESCRIPTOR.exception(
          name, "its Plugin-Id \"" + id + "\" is not dotted lower case");
    }
    if (descriptor.getVersion() == null || !satisfies(descriptor.getVersion(), ">=0.0.0")) {
      throw PluginProblem.PLUGIN_DESCRIPTOR.exception(
          id, "its Plugin-Version is not a semantic version");
    }
    String requires = descriptor.getRequires();
    if (requires.isBlank() || requires.equals("*")) {
      throw PluginProblem.PLUGIN_DESCRIPTOR.exception(
          id, "its Plugin-Requires does not say for which API it was built");
    }
    if (!satisfies(ApiVersion.CURRENT, requires)) {
      throw PluginProblem.PLUGIN_WRONG_API.exception(id, requires, ApiVersion.CURRENT);
    }
  }

  private boolean satisfies(String version, String range) {
    try {
      return versions.checkVersionConstraint(version, range);
    } catch (RuntimeException unparsable) { // the parser's own type is hidden behind PF4J
      return false;
    }
  }
}
