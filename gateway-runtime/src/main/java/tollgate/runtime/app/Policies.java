package tollgate.runtime.app;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import tollgate.runtime.config.Settings;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.policy.Finding;
import tollgate.runtime.policy.PolicyHost;
import tollgate.runtime.policy.PolicySet;

/** The operator's policies: reads their folder and tells what cannot be used. */
final class Policies implements AutoCloseable {

  private final PolicyHost host;
  private final InstantSource clock;
  private List<Finding> findings = List.of();

  Policies(Settings settings, InstantSource clock) {
    this.host = PolicyHost.in(settings.policies(), settings.dataDir());
    this.clock = clock;
  }

  /** The policies of the start. */
  synchronized PolicySet begin() {
    PolicyHost.Loaded loaded = told(host.begin());
    if (!loaded.findings().isEmpty() && !loaded.isBroken()) {
      Events.log(AccessEvent.POLICY_LAST_GOOD, "policies", loaded.set().generation());
    }
    return loaded.set();
  }

  /** Reads the folder again. */
  synchronized PolicyHost.Loaded load(PolicySet current) {
    return told(host.load(current));
  }

  private PolicyHost.Loaded told(PolicyHost.Loaded loaded) {
    if (!loaded.findings().equals(findings)) {
      loaded.findings().forEach(Policies::tell);
    }
    findings = loaded.findings();
    return loaded;
  }

  /** Keeps what is in force now, to go back to. A full disk keeps nobody from changing policies. */
  synchronized void keepVersions() {
    if (!findings.isEmpty()) {
      return;
    }
    try {
      host.keepVersions(clock.instant());
    } catch (UncheckedIOException | IllegalStateException lost) {
      Events.log(AccessEvent.POLICY_VERSION_LOST, "err", lost);
    }
  }

  private static void tell(Finding finding) {
    Events.log(
        AccessEvent.POLICY_REFUSED,
        "file",
        finding.file(),
        "line",
        finding.line(),
        "column",
        finding.column(),
        "excerpt",
        finding.excerpt(),
        "reason",
        finding.message());
  }

  /** What was wrong when the folder was last read. */
  synchronized List<Finding> findings() {
    return findings;
  }

  PolicyHost host() {
    return host;
  }

  @Override
  public void close() {
    host.close();
  }
}
