package tollgate.provider.cliproxyapi;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tollgate.api.GatewayPlugin;
import tollgate.api.PluginContext;
import tollgate.api.PluginSetting;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.quota.AccountSource;
import tollgate.api.quota.QuotaProbe;

/**
 * The plugin of this jar: everything that speaks with CLIProxyAPI. Its settings are {@code
 * management-url} and {@code management-key}; without them it lists no accounts.
 */
public final class CliProxyApiPlugin implements GatewayPlugin {
  private static final String URL = "management-url";
  private static final String KEY = "management-key";

  private InstantSource clock = InstantSource.system();
  private Optional<Management> management = Optional.empty();

  @Override
  public List<PluginSetting> settings() {
    return List.of(
        PluginSetting.of(URL, "Where the server's management API is; none asks no account.", ""),
        new PluginSetting(KEY, "The server's management key.", true, false, ""));
  }

  @Override
  public void start(PluginContext context) {
    clock = context.clock();
    Map<String, String> settings = context.settings();
    if (settings.containsKey(URL) != settings.containsKey(KEY)) {
      throw new IllegalArgumentException(URL + " and " + KEY + " go together; one is missing");
    }
    if (settings.containsKey(URL)) {
      management =
          Optional.of(
              new Management(
                  base(settings.getOrDefault(URL, "")),
                  key(settings.getOrDefault(KEY, "")),
                  clock));
    }
  }

  private static URI base(String text) {
    URI base = URI.create(text.replaceAll("/+$", ""));
    if (!Set.of("http", "https").contains(String.valueOf(base.getScheme()))
        || base.getHost() == null
        || base.getQuery() != null) {
      throw new IllegalArgumentException(
          URL + " is an address such as http://127.0.0.1:8317, not \"" + text + "\"");
    }
    return base;
  }

  private static String key(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(KEY + " is empty or holds what no header can carry");
    }
    return text;
  }

  @Override
  public List<ProviderTransform> providerTransforms() {
    return List.of(new CliProxyApiTransform(clock));
  }

  @Override
  public List<AccountSource> accountSources() {
    return management.<AccountSource>map(ServerAccounts::new).stream().toList();
  }

  @Override
  public List<QuotaProbe> quotaProbes() {
    return new Vendors(clock).probes();
  }

  @Override
  public void close() {
    management.ifPresent(Management::close);
  }
}
