package tollgate.provider.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.SettingSpec;

/** Providers that answer out of this process. */
final class DemoTransform implements ProviderTransform {

  private static final String DELAY = "delay-ms";
  private static final int LONGEST_DELAY = 60_000;

  private final InstantSource clock;

  DemoTransform(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String id() {
    return "demo";
  }

  @Override
  public List<SettingSpec> settingsSchema() {
    return List.of(
        new SettingSpec(
            DELAY,
            "Milliseconds between two events of a stream; the first byte takes five times as long.",
            false,
            "4"));
  }

  @Override
  public Provider open(ProviderSettings settings) {
    return new DemoProvider(
        new DemoExchange(delay(settings.values().getOrDefault(DELAY, "4")), clock));
  }

  private static Duration delay(String value) {
    boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || value.length() > 5 || Integer.parseInt(value) > LONGEST_DELAY) {
      throw new IllegalArgumentException(
          "delay-ms is \"" + value + "\"; it must be a number from 0 to " + LONGEST_DELAY);
    }
    return Duration.ofMillis(Integer.parseInt(value));
  }
}
