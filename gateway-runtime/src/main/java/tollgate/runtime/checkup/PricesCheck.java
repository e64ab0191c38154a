package tollgate.runtime.checkup;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether prices are young enough to be believed.
 *
 * @param age how old the youngest prices of a live source are; empty where there are none
 * @param most how old they may be
 * @param offline whether none are to be fetched
 */
public record PricesCheck(Supplier<Optional<Duration>> age, Duration most, boolean offline)
    implements Check {

  @Override
  public String name() {
    return "prices";
  }

  @Override
  public List<Finding> run() {
    return List.of(age.get().map(this::aged).orElseGet(this::builtIn));
  }

  private Finding aged(Duration old) {
    return old.compareTo(most) <= 0
        ? Finding.pass("The latest are " + words(old) + " old.")
        : Finding.warn(
            "The latest are "
                + words(old)
                + " old; ready.prices-max-age allows "
                + words(most)
                + ".",
            "",
            offline
                ? "They are not fetched: pricing.offline is true."
                : "See why none were fetched: tollgate prices sources");
  }

  private Finding builtIn() {
    return offline
        ? Finding.pass("Only those that came with the gateway, as pricing.offline asks for.")
        : Finding.pass(
            "Only those that came with the gateway; a running gateway fetches the latest.");
  }

  private static String words(Duration time) {
    return time.toHours() < 48 ? time.toHours() + " h" : time.toDays() + " days";
  }
}
