package tollgate.runtime.config;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What providers take from outside of their own settings: proxies, certificates, and the types that
 * plugins bring.
 */
final class ProviderLinks {

  private final Surroundings around;
  private final ProxyRules proxies;
  private final TypeClaims types;
  private final List<X509Certificate> commonAuthorities;

  ProviderLinks(ResolvedSettings settings, Surroundings around, TypeClaims types) {
    this.around = around;
    this.proxies = new ProxyRules(settings, around);
    this.types = types;
    Given common =
        Given.text(
            settings.of(SettingTable.UPSTREAM_CA_FILE),
            settings.originOf(SettingTable.UPSTREAM_CA_FILE));
    this.commonAuthorities =
        common.text().isEmpty() ? List.of() : authorities("upstream.ca-file", common);
  }

  ProxyRules proxies() {
    return proxies;
  }

  TypeClaims types() {
    return types;
  }

  /** Who is trusted where a provider does not say. */
  List<X509Certificate> commonAuthorities() {
    return commonAuthorities;
  }

  /** The authorities of a file somebody named; none, with the problem noted, where it is bad. */
  List<X509Certificate> authorities(String setting, Given name) {
    try {
      Path file =
          new PathKind()
              .parse(name.text())
              .map(path -> around.places().resolve(path, name.origin()))
              .orElseThrow(() -> new IOException("it is no path"));
      return Authorities.read(file);
    } catch (IOException unusable) {
      around
          .findings()
          .badValue(
              setting, name, "a readable PEM file of certificates (" + unusable + ")", "none");
      return List.of();
    }
  }
}
