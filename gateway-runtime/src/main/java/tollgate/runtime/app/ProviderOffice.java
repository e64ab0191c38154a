package tollgate.runtime.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tollgate.runtime.admin.AdminRoom;
import tollgate.runtime.admin.ProviderLoading;
import tollgate.runtime.config.KeptProviders;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.ProviderEntry;
import tollgate.runtime.config.Settings;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.ledger.Actions.Deed;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.SettingProblem;
import tollgate.runtime.upstream.Breakers;
import tollgate.runtime.upstream.ProviderTrial;

/**
 * Reads the settings of providers and caps anew while the gateway runs, and keeps the providers
 * that are set through the admin API. Whatever is wrong with them, those in force stay; what was
 * wrong with the settings is kept to be told.
 */
final class ProviderOffice implements AdminRoom.ProviderCare {
  private final LoadedSettings loaded;
  private final Swap swap;
  private final Breakers breakers;
  private final ProviderTrial trial;
  private final InstantSource clock;
  private volatile ProviderLoading loading;

  /** Puts providers and caps in force, and gives the generation that has them. */
  @FunctionalInterface
  interface Swap {
    /**
     * Opens providers first: nothing changes where one cannot be opened, or where it cannot be kept
     * who wants it.
     *
     * @param deeds what is to be kept of it
     */
    Generation to(Settings fresh, List<Deed> deeds);
  }

  ProviderOffice(
      LoadedSettings loaded,
      Swap swap,
      Breakers breakers,
      ProviderTrial trial,
      InstantSource clock) {
    this.loaded = loaded;
    this.swap = swap;
    this.breakers = breakers;
    this.trial = trial;
    this.clock = clock;
    this.loading = new ProviderLoading(clock.instant(), loaded.files(), Instant.EPOCH, List.of());
  }

  @Override
  public ProviderLoading loading() {
    return loading;
  }

  @Override
  public ProviderTrial trial() {
    return trial;
  }

  @Override
  public Path keptFile() {
    return KeptProviders.fileIn(loaded.settings().dataDir());
  }

  @Override
  public synchronized void keep(Function<KeptProviders, Edited> edit) {
    KeptProviders before = KeptProviders.read(keptFile());
    Edited after = edit.apply(before);
    take(loaded.again().readWith(after.providers()), List.of(after.deed()));
    try {
      after.providers().write(keptFile());
    } catch (IOException unwritable) {
      take(loaded.again().readWith(before), List.of());
      throw SettingProblem.PROVIDER_NOT_KEPT.exception(keptFile(), unwritable);
    }
  }

  private void take(LoadedSettings fresh, List<Deed> deeds) {
    Generation now = swap.to(fresh.settings(), deeds);
    breakers.retain(
        now.providers().list().stream().map(provider -> provider.id()).collect(Collectors.toSet()));
    loading = new ProviderLoading(clock.instant(), fresh.files(), Instant.EPOCH, List.of());
    Events.log(GatewayEvent.CONFIG_PROVIDERS_RELOADED, "providers", ids(fresh));
  }

  @Override
  public void reload() {
    renew(fresh -> List.of(new Deed("providers.reloaded", "providers", ids(fresh))));
  }

  /** The same, as nobody's deed of its own; gives all settings as they are now. */
  LoadedSettings renew() {
    return renew(fresh -> List.of());
  }

  private synchronized LoadedSettings renew(Function<LoadedSettings, List<Deed>> deeds) {
    try {
      LoadedSettings fresh = loaded.again().read();
      take(fresh, deeds.apply(fresh));
      return fresh;
    } catch (ProblemException refused) {
      Events.log(
          GatewayEvent.CONFIG_PROVIDERS_REFUSED,
          "problems",
          refused.reports().size(),
          "what",
          refused.report().what(),
          "where",
          refused.report().where());
      ProviderLoading before = loading;
      loading =
          new ProviderLoading(
              before.loadedAt(), before.files(), clock.instant(), refused.reports());
      throw refused;
    }
  }

  private static String ids(LoadedSettings settings) {
    return settings.settings().providers().stream()
        .map(ProviderEntry::id)
        .collect(Collectors.joining(","));
  }
}
