package tollgate.invented;

import java.util.List;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.SettingSpec;

/** Upstreams of the type {@code acme}. */
final class AcmeTransform implements ProviderTransform {
  private final AcmeJournal journal;

  AcmeTransform(AcmeJournal journal) {
    this.journal = journal;
  }

  @Override
  public String id() {
    return "acme";
  }

  @Override
  public List<SettingSpec> settingsSchema() {
    return List.of(
        new SettingSpec("words", "What the engine answers to everything.", false, "All is well."));
  }

  @Override
  public Provider open(ProviderSettings settings) {
    String words = settings.values().getOrDefault("words", "");
    if (words.isBlank()) {
      throw new IllegalArgumentException("An engine without words answers nothing: set \"words\".");
    }
    return new AcmeProvider(settings.credential(), new AcmeExchange(words, journal));
  }
}
