package tollgate.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.SettingProblem;

/**
 * Turns what is written in all places into one {@link Settings}: defaults, under the settings file,
 * under the {@code .env} beside it, under the environment, under flags. Nothing is corrected: a
 * value that cannot be used is a problem, and all problems are told together.
 */
public final class SettingsLoader {

  private static final String PLUGIN = "plugin";

  private final SettingSources sources;
  private final ProviderTypes types;
  private final SettingsFiles files;
  private final Findings findings = new Findings();
  private final Optional<KeptProviders> candidate;

  private SettingsLoader(
      SettingSources sources, ProviderTypes types, Optional<KeptProviders> candidate) {
    this.sources = sources;
    this.types = types;
    this.candidate = candidate;
    this.files = SettingsFiles.find(sources);
  }

  /**
   * The settings in force.
   *
   * @param types tells, where they cannot be used, which types of providers there are
   * @throws ProblemException with every problem there is
   */
  public static LoadedSettings load(SettingSources sources, ProviderTypes types) {
    return new SettingsLoader(sources, types, Optional.empty()).load();
  }

  private LoadedSettings load() {
    Origin nowhere = Origin.standard(sources.places().working());
    Section main =
        files.main().map(file -> TomlFile.read(file, findings)).orElse(Section.empty(nowhere));
    List<Section> providerTables = providerTables(main, nowhere);
    Map<String, Given> envFile =
        files.variables().map(file -> EnvFile.read(file, findings)).orElse(Map.of());
    Map<String, Given> environment = environment();

    Map<String, Given> given = new LinkedHashMap<>(fromFile(main));
    List<String> paths = paths(providerTables);
    given.putAll(fromVariables(envFile, paths, true));
    given.putAll(fromVariables(environment, paths, false));
    given.putAll(fromFlags());

    Map<String, Given> variables = new LinkedHashMap<>(envFile);
    variables.putAll(environment);
    var resolved = ResolvedSettings.of(given, sources.places(), findings);
    List<EffectiveSetting> shown = resolved.effective();
    var around = new Surroundings(given, variables, sources.places(), findings);
    var claims = new TypeClaims();
    var links = new ProviderLinks(resolved, around, claims);
    var document = new ProviderDocument(resolved, around, links, shown);
    List<ProviderEntry> providers =
        document.addTo(ProviderTables.read(providerTables, around, links, shown));
    Path keptFile = KeptProviders.fileIn(resolved.of(SettingTable.DATA_DIR));
    providers = document.addKept(providers, kept(keptFile));
    Map<String, Map<String, String>> plugins = plugins(main, shown);
    var prices =
        new SettingsAssembly.Prices(
            PriceTables.read(main.list(PriceTables.LIST), findings, shown),
            PriceObjects.overrides(resolved, findings),
            PriceObjects.aliases(resolved, findings));

    List<CapEntry> caps = CapTables.read(main.list(CapTables.LIST), findings, shown);

    tellOfProvidersThatAreNotThere(given, providers);
    Settings settings = SettingsAssembly.of(resolved, providers, plugins, prices, caps);
    new SettingChecks(resolved, settings, findings).run();
    claims.check(() -> types.in(settings.plugins().dir()), findings);
    findings.demandNone();
    return new LoadedSettings(settings, shown, findings.warnings(), filesWith(keptFile), again());
  }

  private List<Path> filesWith(Path kept) {
    return Stream.concat(files.all().stream(), Stream.of(kept).filter(Files::isRegularFile))
        .toList();
  }

  private LoadedSettings.Again again() {
    return new LoadedSettings.Again() {
      @Override
      public LoadedSettings read() {
        return SettingsLoader.load(sources, types);
      }

      @Override
      public LoadedSettings readWith(KeptProviders kept) {
        return new SettingsLoader(sources, types, Optional.of(kept)).load();
      }
    };
  }

  private ProviderDocument.Kept kept(Path file) {
    if (candidate.isPresent()) {
      return new ProviderDocument.Kept(file, candidate.get().text());
    }
    try {
      return new ProviderDocument.Kept(file, KeptProviders.text(file));
    } catch (IOException unreadable) {
      var origin = new Origin(file.toString(), Origin.folderOf(file));
      findings.problem(
          SettingProblem.CONFIG_UNREADABLE, origin, "the kept providers: " + unreadable);
      return new ProviderDocument.Kept(file, "{\"providers\":[]}");
    }
  }

  /** As soon as the settings file names a provider, those of the installation are not used. */
  private List<Section> providerTables(Section main, Origin nowhere) {
    Section shipped =
        files
            .shippedProviders()
            .map(file -> TomlFile.read(file, findings))
            .orElse(Section.empty(nowhere));
    tellOfUnknown(shipped, Set.of(), Set.of(ProviderTables.LIST));
    List<Section> own = main.list(ProviderTables.LIST);
    return own.isEmpty() ? shipped.list(ProviderTables.LIST) : own;
  }

  private Map<String, Given> fromFile(Section main) {
    Set<String> known = SettingTable.all().stream().map(Setting::path).collect(Collectors.toSet());
    var scalars = new LinkedHashMap<>(main.sections());
    scalars.remove(PLUGIN);
    var withoutPlugins = new Section(main.origin(), main.values(), scalars, main.lists());
    tellOfUnknown(
        withoutPlugins, known, Set.of(ProviderTables.LIST, PriceTables.LIST, CapTables.LIST));
    return withoutPlugins.flat();
  }

  private void tellOfUnknown(Section section, Set<String> paths, Set<String> lists) {
    section
        .flat()
        .forEach((path, given) -> {
          if (!paths.contains(path)) {
            findings.unknown(path, given.origin(), paths);
          }
        });
    section
        .lists()
        .forEach((name, tables) -> {
          if (!lists.contains(name)) {
            findings.unknown(name, tables.getFirst().origin(), lists);
          }
        });
  }

  private static List<String> paths(List<Section> providerTables) {
    return Stream.concat(
            SettingTable.all().stream().map(Setting::path),
            ProviderTables.overridable(providerTables).stream())
        .toList();
  }

  private Map<String, Given> environment() {
    var variables = new LinkedHashMap<String, Given>();
    sources
        .environment()
        .forEach((name, value) ->
            variables.put(
                name, Given.text(value, Origin.environment(name, sources.places().working()))));
    return variables;
  }

  private Map<String, Given> fromVariables(
      Map<String, Given> variables, List<String> paths, boolean strict) {
    Map<String, Given> opened = SecretFiles.open(variables, paths, sources.places(), findings);
    return VariableLayer.read(opened, paths, strict, findings);
  }

  private Map<String, Given> fromFlags() {
    Path working = sources.places().working();
    var given = new LinkedHashMap<String, Given>();
    sources
        .flags()
        .forEach((path, text) -> {
          String flag =
              SettingTable.find(path)
                  .map(Setting::flag)
                  .filter(name -> !name.isEmpty())
                  .orElse("--set " + path);
          Origin origin = Origin.flag(flag, working);
          if (SettingTable.find(path).isEmpty()) {
            findings.unknown(path, origin, SettingTable.all().stream().map(Setting::path).toList());
          }
          given.put(path, Given.text(text, origin));
        });
    return given;
  }

  private Map<String, Map<String, String>> plugins(Section main, List<EffectiveSetting> shown) {
    var plugins = new LinkedHashMap<String, Map<String, String>>();
    Section tables = main.sections().getOrDefault(PLUGIN, Section.empty(main.origin()));
    tables
        .sections()
        .forEach((id, table) -> {
          var values = new LinkedHashMap<String, String>();
          table
              .flat()
              .forEach((name, given) -> {
                values.put(name, given.text());
                shown.add(
                    new EffectiveSetting(
                        PLUGIN + "." + id + "." + name,
                        given.text().isEmpty() ? "" : Secret.MASK, // which are secret it knows
                        given.origin().where()));
              });
          plugins.put(id, Map.copyOf(values));
        });
    return plugins;
  }

  /** A variable can speak of a provider that the settings file does not have. */
  private void tellOfProvidersThatAreNotThere(
      Map<String, Given> given, List<ProviderEntry> providers) {
    given.forEach((path, value) -> {
      boolean orphan =
          path.startsWith(ProviderTables.LIST + ".")
              && providers.stream()
                  .noneMatch(one -> path.startsWith(ProviderTables.LIST + "." + one.id() + "."));
      if (orphan) {
        findings.warn(path, value.origin(), "It has no effect: there is no such provider.");
      }
    });
  }
}
