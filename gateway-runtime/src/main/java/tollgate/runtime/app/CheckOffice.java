package tollgate.runtime.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tollgate.api.json.Json;
import tollgate.runtime.checkup.ArchiveCheck;
import tollgate.runtime.checkup.Check;
import tollgate.runtime.checkup.Checkup;
import tollgate.runtime.checkup.ClockCheck;
import tollgate.runtime.checkup.DatabaseCheck;
import tollgate.runtime.checkup.DiskCheck;
import tollgate.runtime.checkup.FilesCheck;
import tollgate.runtime.checkup.Finding;
import tollgate.runtime.checkup.GatewayCheck;
import tollgate.runtime.checkup.JavaCheck;
import tollgate.runtime.checkup.PluginsCheck;
import tollgate.runtime.checkup.PoliciesCheck;
import tollgate.runtime.checkup.PortCheck;
import tollgate.runtime.checkup.PricesCheck;
import tollgate.runtime.checkup.ProvidersCheck;
import tollgate.runtime.checkup.SettingsCheck;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.config.Settings;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.price.PriceShelf;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.Database;

/**
 * Has an installation looked at, from outside the gateway: what only a running one knows it is
 * asked. Nothing is changed, and what plugins are started for it is gone afterwards.
 */
public final class CheckOffice {

  /** Longer than a provider may take. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final SettingSources sources;
  private final InstantSource clock;

  /** The office of the gateway with settings from there. */
  public CheckOffice(SettingSources sources, InstantSource clock) {
    this.sources = sources;
    this.clock = clock;
  }

  /** Looks at everything; blocks for some seconds at most. */
  public Checkup.Report examine() throws InterruptedException {
    LoadedSettings loaded;
    try {
      loaded = SettingsLoader.load(sources, InstalledTypes::in);
    } catch (ProblemException refused) {
      return withoutSettings(refused);
    }
    try (var plugins = plugins(loaded.settings())) {
      return examine(loaded, plugins.set());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private Checkup.Report withoutSettings(ProblemException refused) throws InterruptedException {
    var findings = refused.reports().stream().map(Finding::of).toList();
    var others = Checkup.of(List.of(JavaCheck.here(), archive()), LIMIT).results();
    var settings = new Checkup.Result(SettingsCheck.NAME, findings);
    return new Checkup.Report(Stream.concat(Stream.of(settings), others.stream()).toList());
  }

  private Checkup.Report examine(LoadedSettings loaded, PluginSet plugins)
      throws InterruptedException {
    Settings settings = loaded.settings();
    boolean runs = runs(settings);
    Optional<GatewayAddress.Told> told =
        runs ? GatewayAddress.beside(settings.store().path()).find() : Optional.empty();
    String address = told.map(each -> each.address().toString()).orElse("");
    Optional<Json> ready = told.flatMap(ReadyQuestion::ask);
    try (var providers = new ProviderQuestion(settings, plugins, clock)) {
      var checks = new ArrayList<Check>();
      checks.add(new SettingsCheck(loaded));
      checks.add(new GatewayCheck(runs, address, ready));
      checks.add(new DatabaseCheck(settings.store().path()));
      checks.add(new ProvidersCheck(providers));
      checks.add(prices(settings, ready, plugins));
      checks.add(new PoliciesCheck(settings.policies(), settings.dataDir()));
      checks.add(new PluginsCheck(plugins, settings.plugins().dir()));
      checks.add(port(settings, runs));
      checks.add(new FilesCheck(loaded));
      checks.add(JavaCheck.here());
      checks.add(disk(settings));
      checks.add(new ClockCheck(providers));
      checks.add(archive());
      return Checkup.of(checks, LIMIT);
    }
  }

  private static InstalledPlugins plugins(Settings settings) throws IOException {
    var wishes = new PluginWishes(settings);
    return InstalledPlugins.of(settings.plugins().dir(), wishes::settingsOf, wishes::admission);
  }

  /** The lock says so: an address may be left of a gateway that was killed. */
  private static boolean runs(Settings settings) {
    try {
      return Database.isHeld(settings.store().path());
    } catch (IOException unreadable) { // told of by the check of the database
      return false;
    }
  }

  private static PortCheck port(Settings settings, boolean running) {
    var listener = settings.listener();
    return new PortCheck(listener.host(), listener.port(), running);
  }

  private static DiskCheck disk(Settings settings) {
    return new DiskCheck(
        settings.dataDir(), settings.operation().alerts().diskFree(), DiskWatch::free);
  }

  private PricesCheck prices(Settings settings, Optional<Json> ready, PluginSet plugins) {
    Supplier<Optional<Duration>> age =
        ready.isPresent() ? () -> told(ready.get()) : () -> kept(settings, plugins);
    return new PricesCheck(
        age, settings.operation().readiness().pricesMaxAge(), settings.pricing().offline());
  }

  private static Optional<Duration> told(Json ready) {
    return ready instanceof Json.Obj(var members)
            && members.get("checks") instanceof Json.Obj(var checks)
            && checks.get("pricing") instanceof Json.Obj(var pricing)
            && pricing.get("ageMs") instanceof Json.Num(var millis)
        ? Optional.of(Duration.ofMillis(millis.longValue()))
        : Optional.empty();
  }

  private Optional<Duration> kept(Settings settings, PluginSet plugins) {
    var shelf = new PriceShelf(settings.dataDir().resolve("prices"), clock);
    plugins.pricingSources().stream()
        .filter(source -> source.value().rank() >= Prices.LIVE)
        .forEach(source -> shelf.recall(source.name(), 0, true));
    return shelf.sheets().stream()
        .map(sheet -> sheet.sheet().retrievedAt())
        .max(Comparator.naturalOrder())
        .map(at -> Duration.between(at, clock.instant()));
  }

  private static ArchiveCheck archive() {
    return new ArchiveCheck(
        ClassArchive.here().map(ClassArchive::place),
        Path.of(System.getProperty("tollgate.home", "."), "lib"),
        ClassArchive.isRefused());
  }
}
