package tollgate.runtime.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Combines the verdicts of policies, taken in their order: the first {@code deny} wins, every cap
 * and limit applies, the first {@code route}, {@code header} and {@code tag} of a name wins, the
 * smallest {@code clamp} holds, every warning is told. What loses is told as a conflict.
 */
final class Combination {

  /** A refusal and whose it is. */
  record Denial(String policy, Verdict.Deny deny) {}

  private record Owned<T>(String policy, T value) {}

  private Optional<Denial> denial = Optional.empty();
  private Optional<Owned<Verdict.Route>> route = Optional.empty();
  private final Map<String, Owned<Verdict>> labels = new LinkedHashMap<>();
  private final List<Verdict.Cap> caps = new ArrayList<>();
  private final List<Verdict.Limit> limits = new ArrayList<>();
  private final Map<String, Owned<String>> headers = new LinkedHashMap<>();
  private final Map<String, Owned<String>> tags = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();
  private long clamp;

  void add(String policy, List<Verdict> verdicts) {
    verdicts.forEach(verdict -> add(policy, verdict));
  }

  private void add(String policy, Verdict verdict) {
    switch (verdict) {
      case Verdict.Deny deny -> {
        if (denial.isEmpty()) {
          denial = Optional.of(new Denial(policy, deny));
        }
      }
      case Verdict.Route wanted -> route(policy, wanted);
      case Verdict.Cap cap -> {
        label(policy, "cap " + cap.name(), cap);
        caps.add(cap);
      }
      case Verdict.Limit limit -> {
        label(policy, "limit " + limit.name(), limit);
        limits.add(limit);
      }
      case Verdict.Clamp wanted ->
          clamp = clamp == 0 ? wanted.maxTokens() : Math.min(clamp, wanted.maxTokens());
      case Verdict.Header header ->
          named(policy, "header " + header.name(), headers, header.name(), header.value());
      case Verdict.Tag tag -> named(policy, "tag " + tag.name(), tags, tag.name(), tag.value());
      case Verdict.Warn warn -> warnings.add(warn.sentence());
    }
  }

  private void route(String policy, Verdict.Route wanted) {
    if (route.isEmpty()) {
      route = Optional.of(new Owned<>(policy, wanted));
    } else if (!route.get().value().equals(wanted)) {
      lost(policy, "route", route.get().policy());
    }
  }

  /** Both apply all the same: a name is a label. */
  private void label(String policy, String label, Verdict verdict) {
    Owned<Verdict> first = labels.putIfAbsent(label, new Owned<>(policy, verdict));
    if (first != null && !first.value().equals(verdict)) {
      conflicts.add(label + " of " + policy + " differs from that of " + first.policy());
    }
  }

  private void named(
      String policy, String what, Map<String, Owned<String>> all, String name, String value) {
    Owned<String> first = all.putIfAbsent(name, new Owned<>(policy, value));
    if (first != null && !first.value().equals(value)) {
      lost(policy, what, first.policy());
    }
  }

  private void lost(String policy, String what, String winner) {
    conflicts.add(what + " of " + policy + " gives way to that of " + winner);
  }

  Optional<Denial> denial() {
    return denial;
  }

  Optional<Verdict.Route> route() {
    return route.map(Owned::value);
  }

  List<String> conflicts() {
    return conflicts;
  }

  Orders orders() {
    return new Orders(route(), caps, limits, clamp, plain(headers), plain(tags), warnings);
  }

  private static Map<String, String> plain(Map<String, Owned<String>> owned) {
    var plain = new LinkedHashMap<String, String>();
    owned.forEach((name, value) -> plain.put(name, value.value()));
    return plain;
  }
}
