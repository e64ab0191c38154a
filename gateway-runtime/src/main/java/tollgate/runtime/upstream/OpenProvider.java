package tollgate.runtime.upstream;

import java.util.Locale;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderTransform;

/**
 * A configured provider with its opened transform.
 *
 * @param config how the operator configured it
 * @param transform who opened it
 * @param provider the plugin's half
 */
public record OpenProvider(ProviderConfig config, ProviderTransform transform, Provider provider)
    implements AutoCloseable {

  /** The operator's name for it. */
  public String id() {
    return config.id();
  }

  /** The id of its transform. */
  public String type() {
    return config.type();
  }

  /** The fields the operator adds to every request. */
  public Headers headers() {
    return config.headers();
  }

  /** The path at the provider's host for a target below its base URL. */
  String pathOf(String target) {
    String base = config.baseUrl().getRawPath();
    int end = base == null ? 0 : base.length();
    while (end > 0 && base.charAt(end - 1) == '/') {
      end--;
    }
    return end == 0 ? target : base.substring(0, end) + target;
  }

  /** Whether it takes what nobody else claims. */
  public boolean byDefault() {
    return config.byDefault();
  }

  /** Whether it can take a call in this dialect; calls in none may go anywhere. */
  public boolean speaks(DialectId dialect) {
    return dialect.equals(DialectId.NONE) || provider.dialects().contains(dialect);
  }

  /** Whether opening this configuration again would give the same. */
  @SuppressWarnings("ReferenceEquality") // a transform is itself: a reloaded plugin brings another
  boolean isOf(ProviderConfig other, ProviderTransform by) {
    return config.equals(other) && transform == by;
  }

  /** Whether it takes models that it does not name. */
  boolean takesAnyModel() {
    return config.models().isEmpty();
  }

  /** The length of the longest beginning it names that fits the model; -1 when none fits. */
  int claimOn(String model) {
    int longest = -1;
    for (String prefix : config.models()) {
      if (model.regionMatches(true, 0, prefix, 0, prefix.length())) {
        longest = Math.max(longest, prefix.length());
      }
    }
    return longest;
  }

  /** Lets go of what the transform took. */
  @Override
  public void close() {
    provider.close();
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "OpenProvider[%s, %s]", id(), type());
  }
}
