package tollgate.runtime.price;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names under which the operator says models go by. An alias holds for the name itself and for
 * every name that begins with it; of several that fit, the longest holds. The name it stands for is
 * looked up once: aliases do not lead to aliases.
 */
public final class ModelAliases {

  /** No aliases. */
  public static final ModelAliases NONE = new ModelAliases(Map.of());

  private record Alias(String prefix, String target) {}

  /** The longest first. */
  private final List<Alias> aliases;

  /** Aliases by their prefix; neither side is empty. */
  public ModelAliases(Map<String, String> targets) {
    aliases =
        targets.entrySet().stream()
            .map(one -> new Alias(ModelNames.plain(one.getKey()), ModelNames.plain(one.getValue())))
            .sorted(
                Comparator.comparingInt((Alias alias) -> alias.prefix().length())
                    .reversed()
                    .thenComparing(Alias::prefix))
            .toList();
  }

  /** What a plain name stands for; empty where no alias fits. */
  Optional<String> target(String name) {
    for (Alias alias : aliases) {
      if (name.startsWith(alias.prefix())) {
        return Optional.of(alias.target());
      }
    }
    return Optional.empty();
  }
}
