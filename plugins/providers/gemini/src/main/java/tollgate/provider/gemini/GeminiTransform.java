package tollgate.provider.gemini;

import java.time.InstantSource;
import tollgate.api.provider.BasePath;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;

/** The Gemini API and whatever is reached in the same way. */
final class GeminiTransform implements ProviderTransform {

  private final InstantSource clock;

  GeminiTransform(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String id() {
    return "gemini";
  }

  @Override
  public Provider open(ProviderSettings settings) {
    String scheme = String.valueOf(settings.baseUrl().getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "the API is reached over http or https, not \"" + settings.baseUrl() + "\"");
    }
    if (!settings.credential().chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "the credential of \"" + settings.id() + "\" holds a character no header can carry");
    }
    return new GeminiProvider(settings.credential(), BasePath.of(settings.baseUrl()), clock);
  }
}
