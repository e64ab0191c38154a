package tollgate.runtime.plugin;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
 * of its libraries. Libraries may also lie inside a jar, below {@code lib/}.
 */
final class JarCatalog {
  private final Staging staging;
  private final PluginDescriptorFinder manifests = new ManifestReader();
  private final VersionManager versions = new DefaultVersionManager();

  JarCatalog(Staging staging) {
    this.staging = staging;
  }

  /**
   * What lies in a folder.
   *
   * @param jars what can be loaded
   * @param disabled what could be, and is not to be
   * @param refused what cannot be used
   */
  record Found(List<PluginJar> jars, List<PluginJar> disabled, List<RefusedPlugin> refused) {}

  /**
   * Looks through a folder.
   *
   * @param inUse the jars in use. Of two files with one id theirs counts, else the first by name;
   *     where a file is as it was when it was read, it is given as it is here, with its copy
   * @param instead what to read in the place of a file
   */
  Found read(
      Path pluginsDirectory, Admission admission, List<PluginJar> inUse, Map<Path, Path> instead) {
    Set<Path> serving =
        inUse.stream().map(PluginJar::source).collect(Collectors.toUnmodifiableSet());
    var found = new Found(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    var sourcesById = new HashMap<String, Path>();
    List<Path> sources =
        sources(pluginsDirectory).stream()
            .sorted(Comparator.comparing((Path source) -> !serving.contains(source)))
            .toList();
    for (Path source : sources) {
      try {
        PluginJar jar =
            read(instead.getOrDefault(source, source), admission, inUse).insteadOf(source);
        Path twin = sourcesById.putIfAbsent(jar.id(), source);
        if (twin != null) {
          discard(jar, inUse);
          throw PluginProblem.PLUGIN_DUPLICATE.exception(
              jar.id(), Staging.name(twin), Staging.name(source));
        }
        (admission.disabled().contains(jar.id()) ? found.disabled() : found.jars()).add(jar);
      } catch (ProblemException problem) {
        found.refused().add(refused(source, problem));
      }
    }
    found.disabled().forEach(jar -> discard(jar, inUse));
    return found;
  }

  /** Deletes a copy that nothing was loaded from. */
  private static void discard(PluginJar jar, List<PluginJar> inUse) {
    if (inUse.stream().noneMatch(one -> one.staged().equals(jar.staged()))) {
      Staging.delete(jar.staged());
    }
  }

  private static RefusedPlugin refused(Path source, ProblemException problem) {
    return new RefusedPlugin(Staging.name(source), source, problem.report().at(source.toString()));
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

  /**
   * Reads one jar, or one folder of jars.
   *
   * @param inUse is not inspected and copied again where nobody has touched it
   * @throws ProblemException where it cannot be used
   */
  PluginJar read(Path source, Admission admission, List<PluginJar> inUse) {
    try {
      Staging.Original original = Staging.read(source);
      allow(original, admission);
      String sha256 = original.sha256();
      Optional<PluginJar> same =
          inUse.stream()
              .filter(jar -> jar.source().equals(source) && jar.sha256().equals(sha256))
              .findFirst();
      return same.isPresent() ? same.get() : read(original, staging.copy(original));
    } catch (IOException unreadable) {
      throw unreadable(Staging.name(source), unreadable);
    }
  }

  private static ProblemException unreadable(String name, IOException why) {
    return new ProblemException(PluginProblem.PLUGIN_UNREADABLE.report(name, Reason.of(why)), why);
  }

  private static void allow(Staging.Original original, Admission admission) {
    if (!admission.allowed().isEmpty()) {
      original
          .hashes()
          .forEach((file, sha256) -> {
            if (!admission.allowed().contains(sha256)) {
              throw PluginProblem.PLUGIN_NOT_ALLOWED.exception(
                  Staging.name(original.source()), file, sha256);
            }
          });
    }
  }

  private PluginJar read(Staging.Original original, Path copy) {
    try {
      inspect(original, copy);
      return described(original, copy);
    } catch (ProblemException refused) {
      Staging.delete(copy);
      throw refused;
    }
  }

  private static void inspect(Staging.Original original, Path copy) {
    String name = Staging.name(original.source());
    try {
      for (String file : original.hashes().keySet()) {
        Path jar = copy.resolve(file);
        JarInspection.inspect(name, jar);
        for (Path library : Staging.unpackLibraries(jar)) {
          JarInspection.inspect(name, library);
        }
      }
    } catch (IOException unreadable) {
      throw unreadable(name, unreadable);
    }
  }

  /** The same jar with a copy of its own: the one it has goes with the plugin in use. */
  PluginJar copied(PluginJar jar) {
    try {
      return jar.from(staging.again(jar.staged()));
    } catch (IOException unreadable) {
      throw unreadable(jar.id(), unreadable);
    }
  }

  private PluginJar described(Staging.Original original, Path copy) {
    String name = Staging.name(original.source());
    Map<Path, PluginDescriptor> described = new LinkedHashMap<>();
    for (Path jar : jars(copy)) {
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
    String module = ModuleRules.mainModule(main.getValue().getPluginId(), copy, main.getKey());
    return new PluginJar(original.source(), copy, original.sha256(), main.getValue(), module);
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
