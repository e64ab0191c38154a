package tollgate.runtime.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A length of time with its unit. */
final class DurationKind implements ValueKind<Duration> {

  /** What {@code forever} stands for: long enough, and short enough for date arithmetic. */
  static final Duration FOREVER = Duration.ofDays(365_000);

  private static final String FOREVER_WORD = "forever";
  private static final Pattern TEXT = Pattern.compile("(0|[1-9][0-9]{0,9}) ?(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("d", Duration.ofDays(1));
    UNITS.put("h", Duration.ofHours(1));
    UNITS.put("m", Duration.ofMinutes(1));
    UNITS.put("s", Duration.ofSeconds(1));
    UNITS.put("ms", Duration.ofMillis(1));
  }

  private final Duration least;
  private final Duration most;

  DurationKind(Duration least, Duration most) {
    this.least = least;
    this.most = most;
  }

  @Override
  public Optional<Duration> parse(String text) {
    if (text.equals(FOREVER_WORD)) {
      return Optional.of(FOREVER).filter(this::inRange);
    }
    var match = TEXT.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    Duration unit = UNITS.getOrDefault(match.group(2), Duration.ZERO);
    return Optional.of(unit.multipliedBy(Long.parseLong(match.group(1)))).filter(this::inRange);
  }

  @Override
  public String text(Duration value) {
    if (value.equals(FOREVER)) {
      return FOREVER_WORD;
    }
    for (var unit : UNITS.entrySet()) {
      long units = value.dividedBy(unit.getValue());
      if (units > 0 && unit.getValue().multipliedBy(units).equals(value)) {
        return units + unit.getKey();
      }
    }
    return value.toMillis() + (value.isZero() ? "s" : "ms");
  }

  @Override
  public String word() {
    return "duration";
  }

  @Override
  public String units() {
    return "ms, s, m, h, d";
  }

  @Override
  public String range() {
    return text(least) + " to " + text(most);
  }

  @Override
  public String expected() {
    return "a duration from "
        + text(least)
        + " to "
        + text(most)
        + " with its unit, such as 10s or 300ms";
  }

  private boolean inRange(Duration value) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }
}
