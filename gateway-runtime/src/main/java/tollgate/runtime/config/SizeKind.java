package tollgate.runtime.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A number of bytes, with or without a unit. */
final class SizeKind implements ValueKind<Long> {

  private static final Pattern TEXT =
      Pattern.compile("(0|[1-9][0-9]{0,12}) ?(B|kB|KB|MB|GB|KiB|MiB|GiB)?");
  private static final Map<String, Long> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("GB", 1_000_000_000L);
    UNITS.put("MB", 1_000_000L);
    UNITS.put("KB", 1_000L);
  }

  private static final Map<String, Long> OTHER_UNITS =
      Map.of("GiB", 1L << 30, "MiB", 1L << 20, "KiB", 1L << 10, "kB", 1_000L, "B", 1L);

  private final long least;
  private final long most;

  SizeKind(long least, long most) {
    this.least = least;
    this.most = most;
  }

  @Override
  public Optional<Long> parse(String text) {
    var match = TEXT.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    String unit = match.group(2) == null ? "B" : match.group(2);
    long step = UNITS.getOrDefault(unit, OTHER_UNITS.getOrDefault(unit, 1L));
    long units = Long.parseLong(match.group(1));
    return Optional.of(units)
        .filter(any -> units <= most / step)
        .map(any -> units * step)
        .filter(bytes -> bytes >= least && bytes <= most);
  }

  @Override
  public String text(Long value) {
    for (var unit : UNITS.entrySet()) {
      if (value > 0 && value % unit.getValue() == 0) {
        return value / unit.getValue() + unit.getKey();
      }
    }
    return value.toString();
  }

  @Override
  public String word() {
    return "size";
  }

  @Override
  public String units() {
    return "bytes, or KB, MB, GB (thousands), KiB, MiB, GiB (1024s)";
  }

  @Override
  public String range() {
    return text(least) + " to " + text(most);
  }

  @Override
  public String expected() {
    return "a size from "
        + text(least)
        + " to "
        + text(most)
        + ", such as 25MB or a number of bytes";
  }
}
