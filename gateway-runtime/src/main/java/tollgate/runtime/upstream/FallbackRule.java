package tollgate.runtime.upstream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * In which order providers stand in for one another. A provider's chain is its own list, then the
 * lists of those on it, and so on, each provider once; a list that leads back to where it began is
 * refused, because nobody can say where such a chain was meant to end.
 */
final class FallbackRule {

  private FallbackRule() {}

  /** Why a provider's list cannot be used; none when it can. */
  static List<String> objections(ProviderConfig config, List<ProviderConfig> all) {
    Map<String, List<String>> lists = lists(all);
    var objections = new ArrayList<String>();
    var seen = new LinkedHashSet<String>();
    for (String id : config.routing().fallback()) {
      if (!lists.containsKey(id)) {
        objections.add(
            "its fallback \""
                + id
                + "\" is no provider; there are "
                + new TreeSet<>(lists.keySet()));
      } else if (!seen.add(id)) {
        objections.add("its fallback names \"" + id + "\" twice");
      }
    }
    if (chain(config.id(), lists).contains(config.id())) {
      objections.add("its fallback leads back to itself");
    }
    return objections;
  }

  /** Those that stand in for a provider, best first. */
  static List<String> chainOf(String id, List<ProviderConfig> all) {
    return List.copyOf(chain(id, lists(all)));
  }

  private static Set<String> chain(String id, Map<String, List<String>> lists) {
    var chain = new LinkedHashSet<String>();
    var waiting = new ArrayList<>(lists.getOrDefault(id, List.of()));
    for (int i = 0; i < waiting.size(); i++) {
      if (chain.add(waiting.get(i))) {
        waiting.addAll(lists.getOrDefault(waiting.get(i), List.of()));
      }
    }
    return chain;
  }

  private static Map<String, List<String>> lists(List<ProviderConfig> all) {
    var lists = new HashMap<String, List<String>>();
    all.forEach(config -> lists.put(config.id(), config.routing().fallback()));
    return lists;
  }
}
