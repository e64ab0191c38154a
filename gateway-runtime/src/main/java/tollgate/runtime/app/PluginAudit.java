package tollgate.runtime.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.ledger.Actions.Deed;
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
  void note(Deed deed) {
    actions.note(List.of(deed));
  }

  /** What is to be kept of every plugin that comes, goes or is replaced. */
  static List<Deed> deeds(PluginSet before, PluginSet next) {
    Map<String, String> old = hashes(before);
    Map<String, String> fresh = hashes(next);
    var ids = new TreeSet<>(old.keySet());
    ids.addAll(fresh.keySet());
    var deeds = new ArrayList<Deed>();
    for (String id : ids) {
      String was = old.getOrDefault(id, "");
      String is = fresh.getOrDefault(id, "");
      if (is.isEmpty()) {
        deeds.add(new Deed("plugin.gone", id, "old " + was));
      } else if (was.isEmpty()) {
        deeds.add(new Deed("plugin.came", id, "new " + is));
      } else if (!was.equals(is)) {
        deeds.add(new Deed("plugin.replaced", id, "old " + was + ", new " + is));
      }
    }
    return deeds;
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
