package tollgate.runtime.upstream;

import java.util.List;
import java.util.Locale;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.ReplyNotes;

/**
 * A configured provider with its opened transform, ready to be asked with one of its credentials.
 *
 * @param config how the operator configured it
 * @param transform who opened it
 * @param logins the plugin's half once for every credential, at least one
 * @param login the one it is asked with
 */
public record OpenProvider(
    ProviderConfig config, ProviderTransform transform, List<Login> logins, Login login)
    implements AutoCloseable {

  /** Providers never change. */
  public OpenProvider {
    logins = List.copyOf(logins);
  }

  /** A provider that is asked with its first credential. */
  OpenProvider(ProviderConfig config, ProviderTransform transform, List<Login> logins) {
    this(config, transform, logins, logins.getFirst());
  }

  /** The same provider, asked with each of its credentials in turn. */
  public List<OpenProvider> perLogin() {
    return logins.size() == 1
        ? List.of(this)
        : logins.stream().map(one -> new OpenProvider(config, transform, logins, one)).toList();
  }

  /** The plugin's half, with the credential it is asked with. */
  public Provider provider() {
    return login.provider();
  }

  /** The name of the credential it is asked with, empty where it has only one. */
  public String account() {
    return login.account();
  }

  /** The account that served: as the reply names it, else the credential's name. */
  public String accountOf(ReplyNotes notes) {
    return notes.account().isEmpty() ? account() : notes.account();
  }

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
    return dialect.equals(DialectId.NONE) || provider().dialects().contains(dialect);
  }

  /** Whether opening this configuration again would give the same. */
  @SuppressWarnings("ReferenceEquality") // a transform is itself: a reloaded plugin brings another
  boolean isOf(ProviderConfig other, ProviderTransform by) {
    return config.equals(other) && transform == by;
  }

  /** Whether a model is among those it names. */
  public boolean claims(String model) {
    return claimOn(model) >= 0;
  }

  /** Whether a model is among those it names, or it names none. */
  public boolean serves(String model) {
    return model.isEmpty() || takesAnyModel() || claimOn(model) >= 0;
  }

  /** Whether it takes models that it does not name. */
  public boolean takesAnyModel() {
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
    logins.forEach(one -> one.provider().close());
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "OpenProvider[%s, %s]", id(), type());
  }
}
