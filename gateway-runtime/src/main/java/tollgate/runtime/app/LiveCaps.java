package tollgate.runtime.app;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.CapSource;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.call.SettingCap;
import tollgate.runtime.config.CapEntry;
import tollgate.runtime.ledger.Actions.Deed;
import tollgate.runtime.policy.Window;

/** The caps of the settings in force: those of the start until the settings are read anew. */
final class LiveCaps implements Supplier<List<SettingCap>> {
  private final ZoneId zone;
  private final KeyNames keys;
  private volatile List<CapEntry> said;
  private volatile List<SettingCap> caps;

  /**
   * The caps of the start.
   *
   * @throws tollgate.runtime.problem.ProblemException as of {@link #shaped}
   */
  LiveCaps(List<CapEntry> entries, ZoneId zone, KeyNames keys) {
    this.zone = zone;
    this.keys = keys;
    this.said = entries;
    this.caps = shaped(entries);
  }

  /** What is to be kept of putting others in force; nothing where they are the same. */
  List<Deed> deeds(List<CapEntry> entries) {
    return entries.equals(said)
        ? List.of()
        : List.of(Contents.inForce("caps", version(said) + " -> " + version(entries)));
  }

  private static String version(List<CapEntry> entries) {
    return Contents.version(entries.stream().map(CapEntry::toString).toList());
  }

  /** Puts others in force for every call that is admitted from now on. */
  void use(List<CapEntry> entries, List<SettingCap> fresh) {
    caps = fresh;
    said = entries;
  }

  @Override
  public List<SettingCap> get() {
    return caps;
  }

  /** The caps without what is theirs alone. */
  List<Cap> list() {
    return caps.stream().map(SettingCap::cap).toList();
  }

  /**
   * Caps as calls are put to them.
   *
   * @throws tollgate.runtime.problem.ProblemException with every key that is not known by its name
   */
  List<SettingCap> shaped(List<CapEntry> entries) {
    List<CapEntry> known = keys.known(entries);
    return known.stream().map(entry -> shaped(entry, zone)).toList();
  }

  /** What narrows a cap down is counted by as well, so that others' calls do not fill it. */
  private static SettingCap shaped(CapEntry entry, ZoneId zone) {
    Window per = Window.of(entry.per()).orElse(Window.NONE);
    var by = new ArrayList<>(entry.by());
    Map<String, String> where = new TreeMap<>(entry.where());
    by.addAll(where.keySet());
    var cap =
        new Cap(
            entry.id(),
            per.meter(by, zone),
            unit(entry.measure()),
            entry.most(),
            false,
            CapSource.SETTINGS,
            where);
    return new SettingCap(cap, entry.strict());
  }

  private static Unit unit(CapEntry.Measure measure) {
    return switch (measure) {
      case USD -> Unit.USD;
      case TOKENS -> Unit.TOKENS;
      case CALLS -> Unit.CALLS;
      case CONCURRENT -> Unit.CONCURRENT;
    };
  }
}
