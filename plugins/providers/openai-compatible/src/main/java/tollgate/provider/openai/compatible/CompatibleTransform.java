package tollgate.provider.openai.compatible;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.api.call.DialectId;
import tollgate.api.provider.BasePath;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.SettingSpec;

/** The family of endpoints that are reached by an address and a key. */
final class CompatibleTransform implements ProviderTransform {

  private static final String DIALECTS = "dialects";
  private static final String WEBSOCKET = "websocket";

  private final InstantSource clock;

  CompatibleTransform(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String id() {
    return "openai-compatible";
  }

  @Override
  public List<SettingSpec> settingsSchema() {
    return List.of(
        new SettingSpec(
            DIALECTS,
            "The dialects the endpoint speaks, with commas between.",
            false,
            "openai-chat,openai-responses,openai-other"),
        new SettingSpec(
            WEBSOCKET,
            "Whether the endpoint takes WebSockets where a dialect is spoken so: true or false.",
            false,
            "false"));
  }

  @Override
  public Provider open(ProviderSettings settings) {
    String scheme = String.valueOf(settings.baseUrl().getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "an endpoint is reached over http or https, not \"" + settings.baseUrl() + "\"");
    }
    if (!settings.credential().chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "the credential of \"" + settings.id() + "\" holds a character no header can carry");
    }
    return new CompatibleProvider(
        dialects(settings.values().getOrDefault(DIALECTS, "")),
        settings.credential(),
        BasePath.of(settings.baseUrl()),
        sockets(settings.values().getOrDefault(WEBSOCKET, "false")),
        clock);
  }

  private static boolean sockets(String word) {
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              WEBSOCKET + " is \"" + word + "\"; it must be true or false");
    };
  }

  private static Set<DialectId> dialects(String list) {
    Set<DialectId> dialects =
        Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .map(DialectId::new)
            .collect(Collectors.toUnmodifiableSet());
    if (dialects.isEmpty()) {
      throw new IllegalArgumentException("dialects is empty; name one, for example openai-chat");
    }
    return dialects;
  }
}
