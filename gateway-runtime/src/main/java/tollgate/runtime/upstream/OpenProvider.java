package tollgate.runtime.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.config.ProviderAuth;

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

  /**
   * The same provider, asked in turn with each credential that is allowed.
   *
   * @param accounts the names of those that are; empty allows all, and a credential without a name
   *     is always allowed
   */
  public List<OpenProvider> perLogin(Set<String> accounts) {
    return perLogin().stream()
        .filter(one ->
            accounts.isEmpty() || one.account().isEmpty() || accounts.contains(one.account()))
        .toList();
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
    return config.dress().headers();
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

  /** Whether requests with this path, without its query, go there. */
  public boolean takes(String path) {
    return config.paths().serve(path);
  }

  /** The exact paths it serves; none for all. */
  public List<String> paths() {
    return config.paths().served();
  }

  /** Whether it serves some paths only. */
  boolean namesPaths() {
    return !config.paths().served().isEmpty();
  }

  /** The name to ask it for where a client asks for this model. */
  public String nameOf(String asked) {
    return config.models().nameOf(asked);
  }

  /** Whether the text of a body's {@code provider} ends at the gateway. */
  public boolean stripsProviderField() {
    return config.dress().stripsProviderField();
  }

  /** Whether a client's own credential goes there in place of the gateway's. */
  public boolean preservesCredentials() {
    return config.auth().mode() == ProviderAuth.Mode.PRESERVE;
  }

  /** The fields without any that holds one of its credentials. */
  public Headers withoutCredential(Headers headers) {
    List<String> secrets = config.secrets();
    var kept = new ArrayList<String>();
    headers.forEach((name, value) -> {
      if (secrets.stream().noneMatch(value::contains)) {
        kept.addAll(List.of(name, value));
      }
    });
    return Headers.of(kept.toArray(String[]::new));
  }

  /** The target to ask for below its base URL where the transform wants this one. */
  public String targetOf(String wanted) {
    String path = config.paths().upstream();
    int mark = wanted.indexOf('?');
    return path.isEmpty() ? wanted : path + (mark < 0 ? "" : wanted.substring(mark));
  }

  /** Whether it takes what nobody else claims. */
  public boolean byDefault() {
    return config.byDefault();
  }

  /** Whether it can take a call in this dialect; calls in none may go anywhere. */
  public boolean speaks(DialectId dialect) {
    return dialect.equals(DialectId.NONE) || provider().dialects().contains(dialect);
  }

  /** Whether it takes WebSockets; an exchange of a plugin's own knows only requests. */
  public boolean takesSockets() {
    return provider().sockets() && provider().exchange().isEmpty();
  }

  /** Whether opening this configuration again would give the same. */
  @SuppressWarnings("ReferenceEquality") // a transform is itself: a reloaded plugin brings another
  boolean isOf(ProviderConfig other, ProviderTransform by) {
    return config.opensLike(other) && transform == by;
  }

  /** Whether a model is among those it names. */
  public boolean claims(String model) {
    return claimOn(model) >= 0;
  }

  /** Whether a model is among those it names, or it names none. */
  public boolean serves(String model) {
    return model.isEmpty() || takesAnyModel() || claimOn(model) >= 0;
  }

  /** Beginnings of the names of the models it serves; none for any. */
  public List<String> models() {
    return config.models().beginnings();
  }

  /** Whether it takes models that it does not name. */
  public boolean takesAnyModel() {
    return config.models().beginnings().isEmpty();
  }

  /**
   * The length of the longest beginning it names that fits the model, or of the model's name where
   * it has one of its own for it; -1 when none fits.
   */
  int claimOn(String model) {
    int longest = config.models().names().containsKey(model) ? model.length() : -1;
    for (String prefix : config.models().beginnings()) {
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
