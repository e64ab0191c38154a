package tollgate.runtime.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.runtime.config.EffectiveSetting;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.OwnSettings;
import tollgate.runtime.config.ProviderTypes;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.SetupProblem;

/**
 * Writes a configuration: settings, secrets beside them, a first policy with its cases. Everything
 * is tried before anything is put in place.
 */
public final class Setup {
  private static final String PROVIDER = "provider.";

  private final SettingSources sources;
  private final OwnSettings own;
  private final Existing existing;
  private final Shipped shipped;

  /** What is done with a configuration that is there. */
  public enum Existing {
    /** It stays, and nothing is done. */
    REFUSE,
    /** It stays, and what is missing is added. */
    MERGE,
    /** Another takes its place. */
    FORCE
  }

  /**
   * What the distribution brings.
   *
   * @param policies the folder of its policies
   * @param types tells which types of providers its plugins bring
   */
  public record Shipped(Offers offers, Path policies, ProviderTypes types) {}

  /**
   * What came of it.
   *
   * @param files what became of each file
   * @param policy the name of the first policy
   * @param cases how many cases it passed; 0 where another of its name was kept
   * @param settings as they are now
   */
  public record Outcome(List<String> files, String policy, int cases, LoadedSettings settings) {

    /** Outcomes never change. */
    public Outcome {
      files = List.copyOf(files);
    }
  }

  /** The setup of the configuration that these sources name. */
  public Setup(SettingSources sources, Existing existing, Shipped shipped) {
    this.sources = sources;
    this.own = OwnSettings.of(sources);
    this.existing = existing;
    this.shipped = shipped;
  }

  /**
   * What is configured already.
   *
   * @throws tollgate.runtime.problem.ProblemException with INIT_EXISTS where there is something and
   *     it was not said what to do with it; with every problem of a configuration that is to be
   *     kept
   */
  public Set<String> kept() {
    List<Path> there = Stream.of(own.file(), own.variables()).filter(Files::exists).toList();
    if (!there.isEmpty() && existing == Existing.REFUSE) {
      throw SetupProblem.INIT_EXISTS.exception(
          String.join(", ", there.stream().map(Path::toString).toList()));
    }
    return existing == Existing.MERGE && own.exists()
        ? given(load(own.file(), Map.of()))
        : Set.of();
  }

  /** The paths that the settings file or the variables beside it set; of providers, their ids. */
  private Set<String> given(LoadedSettings loaded) {
    return loaded.effective().stream()
        .filter(one ->
            one.origin().startsWith(own.file() + " line ")
                || one.origin().startsWith(own.variables() + " line "))
        .map(EffectiveSetting::path)
        .collect(Collectors.toSet());
  }

  /** Whether one of these paths is a provider's. */
  public static boolean hasProvider(Set<String> kept) {
    return kept.stream().anyMatch(path -> path.startsWith(PROVIDER));
  }

  /** Whether it is said who needs keys. */
  public static boolean saysKeys(Set<String> kept) {
    return kept.contains("keys.required");
  }

  /**
   * Writes it.
   *
   * @param scratch an empty folder that is gone afterwards
   * @param watch is handed what is to be closed if the process ends meanwhile
   */
  public Outcome write(Answers answers, Path scratch, Watch watch) {
    var policy = FirstPolicy.of(shipped.policies(), shipped.offers(), answers.usdADay());
    int cases = policy.test(scratch);
    Draft draft = new Draft(settings(answers), answers.provider());
    try (var staged = new StagedFiles()) {
      watch.until(staged);
      String text = settingsText(draft);
      Path settings = staged.add(own.file(), text);
      Map<String, String> secrets = draft.variables();
      boolean clears = existing == Existing.FORCE && Files.exists(own.variables());
      if (!secrets.isEmpty() || clears) {
        staged.add(own.variables(), secretsText(secrets));
      }
      LoadedSettings tried =
          tried(existing == Existing.FORCE ? aside(scratch, text) : settings, secrets);
      Path folder = tried.settings().policies();
      boolean put = addPolicy(staged, folder, policy);
      var lines = new ArrayList<>(staged.commit().stream().map(Setup::line).toList());
      if (!put) {
        lines.add("kept as it is: " + folder.resolve(policy.name() + ".js"));
      }
      return new Outcome(lines, policy.name(), put ? cases : 0, load(own.file(), Map.of()));
    }
  }

  /** Closes what it was handed when the process ends. */
  @FunctionalInterface
  public interface Watch {
    /** To be closed, if it is not yet. */
    void until(AutoCloseable part);
  }

  private static String line(StagedFiles.Done done) {
    String copy = done.copy().map(file -> " (as it was: " + file + ")").orElse("");
    return done.word() + ": " + done.file() + copy;
  }

  private Map<String, String> settings(Answers answers) {
    // A service does not know the variables of the shell that init was typed in.
    var settings = new LinkedHashMap<>(sources.forAFile());
    settings.putIfAbsent("data-dir", sources.places().data().toString());
    answers
        .keys()
        .filter(needed -> needed)
        .ifPresent(needed -> settings.put("keys.required", "true"));
    return settings;
  }

  private String settingsText(Draft draft) {
    return merges()
        ? draft.addedTo(read(own.file()), given(load(own.file(), Map.of())))
        : draft.fresh();
  }

  private boolean merges() {
    return existing == Existing.MERGE && own.exists();
  }

  /** Settings are tried where no variables lie beside them that are on their way out. */
  private static Path aside(Path scratch, String text) {
    Path file = scratch.resolve("tollgate.toml");
    try {
      return Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw SetupProblem.INIT_UNWRITABLE.exception(file, unwritable);
    }
  }

  /** Nobody can look at a file that is not there any more, so no line of it is named. */
  private LoadedSettings tried(Path file, Map<String, String> secrets) {
    try {
      return load(file, secrets);
    } catch (ProblemException refused) {
      throw new ProblemException(
          refused.reports().stream().map(report -> report.at("what was to be written")).toList());
    }
  }

  /** Secrets that nobody spoke of stay, unless everything begins anew. */
  private String secretsText(Map<String, String> secrets) {
    boolean keeps = existing != Existing.FORCE && Files.exists(own.variables());
    return Draft.variablesIn(keeps ? read(own.variables()) : "", secrets, true);
  }

  /** One that is there is the operator's, unless everything begins anew; false where it stays. */
  private boolean addPolicy(StagedFiles staged, Path folder, FirstPolicy policy) {
    Path file = folder.resolve(policy.name() + ".js");
    boolean puts =
        existing == Existing.FORCE
            || !Files.exists(file)
            || read(file).equals(policy.files().text());
    if (puts) {
      staged.add(folder.resolve(policy.name() + ".cases.json"), policy.files().cases());
      staged.add(file, policy.files().text());
    }
    return puts;
  }

  /**
   * As a service would read it, which has the files alone and the secrets of its environment; a
   * problem with all that is wrong where it could not be used.
   */
  private LoadedSettings load(Path file, Map<String, String> variables) {
    var environment = new LinkedHashMap<>(sources.variablesBesideAFile());
    environment.putAll(variables);
    return SettingsLoader.load(
        new SettingSources(sources.places(), environment, file.toString(), Map.of()),
        shipped.types());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw SetupProblem.INIT_UNWRITABLE.exception(file, unreadable);
    }
  }

  /** The file that is written. */
  public Path file() {
    return own.file();
  }
}
