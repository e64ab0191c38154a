package tollgate.runtime.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tollgate.runtime.admin.Reloading;
import tollgate.runtime.config.EffectiveSetting;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.Settings;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.http.Certificates;
import tollgate.runtime.policy.Finding;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;

/**
 * Reads anew what an operator can change in files while the gateway runs, and puts it in force.
 * What is wrong in one place keeps nothing else from being renewed; what was there before stays in
 * its stead.
 */
final class Renewal implements Reloading {

  private static final Pattern LIVE =
      Pattern.compile(
          "providers?\\..*|cap\\..*|price\\..*|pricing\\.(overrides|aliases).*|backup\\..*");

  private final LoadedSettings started;
  private final ProviderOffice providers;
  private final Changes changes;
  private final Generations<Generation> generations;
  private final Consumer<Settings> others;
  private final Optional<Certificates> certificates;

  /**
   * Renews what was started.
   *
   * @param others told of settings that are sound, and takes from them what else changes at once
   * @param certificates read again with everything else; none in clear text
   */
  Renewal(
      LoadedSettings started,
      ProviderOffice providers,
      Changes changes,
      Generations<Generation> generations,
      Consumer<Settings> others,
      Optional<Certificates> certificates) {
    this.started = started;
    this.providers = providers;
    this.changes = changes;
    this.generations = generations;
    this.others = others;
    this.certificates = certificates;
  }

  @Override
  public synchronized Reloaded reload() {
    Reloaded settings = settings();
    var problems = new ArrayList<>(settings.problems());
    var findings = new ArrayList<Finding>();
    try {
      findings.addAll(changes.applyPolicies(generations));
      changes.applyPrices(generations);
    } catch (ProblemException notKept) {
      problems.addAll(notKept.reports());
    }
    certificates.flatMap(Certificates::renew).ifPresent(problems::add);
    return new Reloaded(generations.number(), settings.restart(), problems, findings);
  }

  /**
   * The same of the settings alone, because one of their files was written.
   *
   * @throws ProblemException where it could not be kept who did, and it is to be tried again
   */
  void follow() {
    settings().problems().stream()
        .filter(problem -> problem.problem() == GatewayProblem.STORE_UNAVAILABLE)
        .findFirst()
        .ifPresent(notKept -> {
          throw new ProblemException(notKept);
        });
  }

  /**
   * Only the settings' files: providers, caps, prices, aliases and backups change at once, other
   * things with a restart.
   */
  synchronized Reloaded settings() {
    var problems = new ArrayList<ProblemReport>();
    var restart = new ArrayList<String>();
    try {
      LoadedSettings fresh = providers.renew();
      changes.usePrices(generations, fresh.settings());
      others.accept(fresh.settings());
      restart.addAll(restart(fresh));
      if (!restart.isEmpty()) {
        Events.log(GatewayEvent.CONFIG_RESTART_NEEDED, "settings", String.join(", ", restart));
      }
    } catch (ProblemException refused) { // told of by whoever refused it
      problems.addAll(refused.reports());
    }
    return new Reloaded(generations.number(), restart, problems, List.of());
  }

  /** The settings that have another value than at the start, of those that are read only then. */
  private List<String> restart(LoadedSettings fresh) {
    Map<String, String> before = fixed(started);
    Map<String, String> now = fixed(fresh);
    var paths = new TreeSet<>(before.keySet());
    paths.addAll(now.keySet());
    paths.removeIf(path -> before.getOrDefault(path, "").equals(now.getOrDefault(path, "")));
    return List.copyOf(paths);
  }

  private static Map<String, String> fixed(LoadedSettings loaded) {
    var values = new HashMap<String, String>();
    for (EffectiveSetting setting : loaded.effective()) {
      if (!LIVE.matcher(setting.path()).matches()) {
        values.put(setting.path(), setting.value());
      }
    }
    return values;
  }

  /** Other characters when a file of the settings was written by somebody else than the gateway. */
  String fingerprint() {
    List<Path> files =
        started.files().stream().filter(file -> !file.equals(providers.keptFile())).toList();
    return FileWatch.fingerprint(files);
  }
}
