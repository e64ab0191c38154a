package tollgate.provider.anthropic;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tollgate.api.provider.BasePath;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.SettingSpec;

/** The Anthropic API and whatever is reached in the same way. */
final class AnthropicTransform implements ProviderTransform {

  private static final String VERSION = "version";

  private final InstantSource clock;

  AnthropicTransform(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String id() {
    return "anthropic";
  }

  @Override
  public List<SettingSpec> settingsSchema() {
    return List.of(
        new SettingSpec(
            VERSION, "The anthropic-version of calls that name none.", false, "2023-06-01"));
  }

  @Override
  public Provider open(ProviderSettings settings) {
    String scheme = String.valueOf(settings.baseUrl().getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "the API is reached over http or https, not \"" + settings.baseUrl() + "\"");
    }
    if (!sendable(settings.credential())) {
      throw new IllegalArgumentException(
          "the credential of \"" + settings.id() + "\" holds a character no header can carry");
    }
    return new AnthropicProvider(
        settings.credential(), version(settings.values()), BasePath.of(settings.baseUrl()), clock);
  }

  private static String version(Map<String, String> values) {
    String version = values.getOrDefault(VERSION, "");
    if (version.isEmpty() || !sendable(version)) {
      throw new IllegalArgumentException(
          "version is \"" + version + "\"; it must be a version, for example 2023-06-01");
    }
    return version;
  }

  private static boolean sendable(String value) {
    return value.chars().allMatch(c -> c > ' ' && c < 127);
  }
}
