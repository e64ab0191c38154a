package tollgate.runtime.app;

import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tollgate.runtime.event.Actor;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.plugin.PluginCard;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.problem.ProblemReport;

/** Keeps who changed which plugin, with the hash before and after. */
final class PluginAudit {
  private final Actions actions;

  PluginAudit(Actions actions) {
    this.actions = actions;
  }

  /** Notes what was done by whoever acts. */
  void note(String action, String id, String detail) {
    actions.note(Actor.current().name(), action, id, detail);
  }

  /** Notes every plugin that came, went or was replaced. */
  void tell(PluginSet before, PluginSet now) {
    Map<String, String> old = hashes(before);
    Map<String, String> fresh = hashes(now);
    var ids = new TreeSet<>(old.keySet());
    ids.addAll(fresh.keySet());
    for (String id : ids) {
      String was = old.getOrDefault(id, "");
      String is = fresh.getOrDefault(id, "");
      if (is.isEmpty()) {
        note("plugin.gone", id, "old " + was);
      } else if (was.isEmpty()) {
        note("plugin.came", id, "new " + is);
      } else if (!was.equals(is)) {
        note("plugin.replaced", id, "old " + was + ", new " + is);
      }
    }
  }

  private static Map<String, String> hashes(PluginSet set) {
    return set.plugins().stream()
        .collect(Collectors.toMap(PluginCard::id, card -> card.version() + " " + card.sha256()));
  }

  /** What is in the folder now cannot be in force. */
  void refused(ProblemReport report) {
    Events.log(
        ChangeEvent.PLUGIN_REFUSED,
        "plugin",
        "the folder",
        "code",
        report.problem().code(),
        "what",
        report.what(),
        "where",
        report.where(),
        "fix",
        report.fix());
  }

  /** The files of a version could not be kept: there is no going back to it. */
  void lost(PluginCard card, IOException full) {
    Events.log(
        ChangeEvent.PLUGIN_VERSION_LOST,
        "plugin",
        card.id(),
        "version",
        card.version(),
        "err",
        full);
  }
}
