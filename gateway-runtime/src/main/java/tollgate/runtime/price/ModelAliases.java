package tollgate.runtime.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Names under which the operator says models go by. An alias holds for the name itself and for
 * every name that begins with it; of several that fit, the longest holds. The name it stands for is
 * looked up once: aliases do not lead to aliases. What was said while the gateway ran holds from
 * its instant on, in the place of what the settings say of the same name.
 */
public final class ModelAliases {

  /** No aliases. */
  public static final ModelAliases NONE = new ModelAliases(Map.of());

  /** What a name stands for from each instant on; nothing where the text is empty. */
  private record Alias(String prefix, boolean settings, NavigableMap<Instant, String> targets) {}

  /** The longest first; of two with the same name that of the settings last. */
  private final List<Alias> aliases;

  /** Aliases of the settings by their prefix; neither side is empty. */
  public ModelAliases(Map<String, String> settings) {
    this(settings, List.of());
  }

  /** The same with what was said since. */
  public ModelAliases(Map<String, String> settings, Collection<AliasOverride> overrides) {
    var all = new ArrayList<Alias>();
    settings.forEach((name, target) ->
        all.add(
            new Alias(
                ModelNames.plain(name),
                true,
                new TreeMap<>(Map.of(Instant.MIN, ModelNames.plain(target))))));
    var said = new HashMap<String, NavigableMap<Instant, String>>();
    overrides.stream()
        .sorted(Comparator.comparingLong(AliasOverride::id))
        .forEach(word ->
            said.computeIfAbsent(ModelNames.plain(word.name()), _ -> new TreeMap<>())
                .put(word.from(), ModelNames.plain(word.target())));
    said.forEach((name, targets) -> all.add(new Alias(name, false, targets)));
    aliases =
        all.stream()
            .sorted(
                Comparator.comparingInt((Alias alias) -> alias.prefix().length())
                    .reversed()
                    .thenComparing(Alias::prefix)
                    .thenComparing(Alias::settings))
            .toList();
  }

  /** What a plain name stands for at a moment; empty where no alias fits. */
  Optional<String> target(String name, Instant at) {
    for (Alias alias : aliases) {
      if (name.startsWith(alias.prefix())) {
        Map.Entry<Instant, String> word = alias.targets().floorEntry(at);
        if (word != null && !word.getValue().isEmpty()) {
          return Optional.of(word.getValue());
        }
      }
    }
    return Optional.empty();
  }
}
