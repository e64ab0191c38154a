package tollgate.runtime.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** A whole number. */
final class WholeKind implements ValueKind<Integer> {

  private static final Pattern TEXT = Pattern.compile("0|[1-9][0-9]{0,8}");

  private final int least;
  private final int most;

  WholeKind(int least, int most) {
    this.least = least;
    this.most = most;
  }

  @Override
  public Optional<Integer> parse(String text) {
    return Optional.of(text)
        .filter(digits -> TEXT.matcher(digits).matches())
        .map(Integer::valueOf)
        .filter(value -> value >= least && value <= most);
  }

  @Override
  public String text(Integer value) {
    return value.toString();
  }

  @Override
  public String word() {
    return "number";
  }

  @Override
  public String range() {
    return least + " to " + most;
  }

  @Override
  public String expected() {
    return "a whole number from " + least + " to " + most;
  }

  @Override
  public boolean bare() {
    return true;
  }
}
