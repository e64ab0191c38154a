package tollgate.provider.cliproxyapi;

import java.time.InstantSource;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;

/** The family of CLIProxyAPI servers. */
final class CliProxyApiTransform implements ProviderTransform {

  private final InstantSource clock;

  CliProxyApiTransform(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String id() {
    return "cliproxyapi";
  }

  @Override
  public Provider open(ProviderSettings settings) {
    String scheme = String.valueOf(settings.baseUrl().getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "CLIProxyAPI is reached over http or https, not \"" + settings.baseUrl() + "\"");
    }
    if (!settings.credential().chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "the credential of \"" + settings.id() + "\" holds a character no header can carry");
    }
    return new CliProxyApiProvider(settings.credential(), clock);
  }
}
