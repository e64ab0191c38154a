package tollgate.runtime.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.config.CapEntry;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.SettingProblem;

/**
 * Finds the keys that settings name. Calls are counted by the ids of their keys, people know names;
 * a name that no key has, or several, would make a cap that is never reached or the wrong one.
 */
final class KeyNames {
  private final Supplier<List<ManagedKey>> keys;

  /**
   * Names of these keys.
   *
   * @param keys all there are, revoked ones included; may block
   */
  KeyNames(Supplier<List<ManagedKey>> keys) {
    this.keys = keys;
  }

  /**
   * The same caps with the ids of the keys they name.
   *
   * @throws ProblemException with every key that cannot be told
   */
  List<CapEntry> known(List<CapEntry> caps) {
    if (caps.stream().noneMatch(cap -> cap.where().containsKey(Axes.KEY))) {
      return caps;
    }
    List<ManagedKey> all = keys.get();
    var problems = new ArrayList<ProblemReport>();
    List<CapEntry> known = caps.stream().map(cap -> known(cap, all, problems)).toList();
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return known;
  }

  private static CapEntry known(CapEntry cap, List<ManagedKey> all, List<ProblemReport> problems) {
    String named = cap.where().get(Axes.KEY);
    if (named == null || all.stream().anyMatch(key -> key.id().equals(named))) {
      return cap;
    }
    List<ManagedKey> found = called(named, all);
    if (found.size() != 1) {
      problems.add(unclear(cap, named, found));
      return cap;
    }
    Map<String, String> where = new HashMap<>(cap.where());
    where.put(Axes.KEY, found.getFirst().id());
    return cap.where(where);
  }

  /** The keys of a name; those that are revoked only where no other has it. */
  private static List<ManagedKey> called(String name, List<ManagedKey> all) {
    List<ManagedKey> found = all.stream().filter(key -> key.terms().name().equals(name)).toList();
    List<ManagedKey> good = found.stream().filter(key -> !key.isRevoked()).toList();
    return good.isEmpty() ? found : good;
  }

  private static ProblemReport unclear(CapEntry cap, String named, List<ManagedKey> found) {
    String wanted =
        found.isEmpty()
            ? "the name or the id of a key (tollgate keys list)"
            : "the id of one of the keys of that name: "
                + found.stream().map(ManagedKey::id).collect(Collectors.joining(", "));
    return SettingProblem.CONFIG_BAD_VALUE.report(
        "cap." + cap.id() + ".where.key", named, wanted, "every call");
  }
}
