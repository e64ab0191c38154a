package tollgate.runtime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tollgate.runtime.config.SettingTable.Entry;

/** The settings of those who log in or ask the admin API; part of {@link SettingTable}. */
final class LoginSettings {
  static final List<Setting<?>> ALL = new ArrayList<>();

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration YEAR = Duration.ofDays(365);

  static final Setting<Duration> IDLE =
      new Entry<>("admin.session-idle", new DurationKind(MINUTE, YEAR))
          .standard("12h")
          .means("How long somebody who logged in may be silent before they must do so again.")
          .addTo(ALL);
  static final Setting<Duration> LIFETIME =
      new Entry<>("admin.session-lifetime", new DurationKind(MINUTE, YEAR))
          .standard("7d")
          .means("How long a log-in holds at most.")
          .with("Every log-in ends with the gateway, too.")
          .addTo(ALL);
  static final Setting<Duration> WINDOW =
      new Entry<>("admin.login-window", new DurationKind(Duration.ofSeconds(1), Duration.ofDays(1)))
          .standard("1m")
          .means("The time over which wrong passwords are counted.")
          .addTo(ALL);
  static final Setting<Integer> ATTEMPTS =
      new Entry<>("admin.login-attempts", new WholeKind(1, 100))
          .standard("5")
          .means(
              "How many wrong passwords one address may try in that time; for one name four times"
                  + " as many are taken from all addresses together, in all sixty times.")
          .addTo(ALL);
  static final Setting<Integer> REQUESTS =
      new Entry<>("admin.requests-per-minute", new WholeKind(0, 1_000_000))
          .standard("6000")
          .means("How often one address may ask the admin API in a minute; 0 for any number.")
          .addTo(ALL);

  private LoginSettings() {}
}
