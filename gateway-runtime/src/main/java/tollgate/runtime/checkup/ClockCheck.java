package tollgate.runtime.checkup;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tollgate.runtime.problem.ProblemException;

/**
 * Whether the clock of this machine goes right, by the {@code Date} that providers answer with.
 * Windows of caps begin and end by it.
 *
 * @param answers asks all of them
 */
public record ClockCheck(Supplier<List<Answer>> answers) implements Check {

  /** Replies say whole seconds, may come late and may come from a cache. */
  private static final Duration TOLERATED = Duration.ofSeconds(30);

  private static final Duration WRONG = Duration.ofMinutes(5);

  private record Skew(String provider, Duration by) {}

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public List<Finding> run() {
    return List.of(
        least()
            .map(ClockCheck::finding)
            .orElse(Finding.skipped("No provider told what time it is.")));
  }

  /** The provider that agrees best is believed: another's clock may be wrong as well. */
  private Optional<Skew> least() {
    try {
      return answers.get().stream()
          .flatMap(answer ->
              answer
                  .date()
                  .map(date -> new Skew(answer.provider(), Duration.between(date, answer.at())))
                  .stream())
          .min(Comparator.comparing(skew -> skew.by().abs()));
    } catch (ProblemException refused) { // told of by the check of providers
      return Optional.empty();
    }
  }

  private static Finding finding(Skew skew) {
    Duration off = skew.by().abs();
    String words =
        "It is %d s %s of provider %s."
            .formatted(
                off.toSeconds(),
                skew.by().isNegative() ? "behind that" : "ahead of that",
                skew.provider());
    String fix = "Have the clock set by the network (Linux: timedatectl set-ntp true).";
    if (off.compareTo(WRONG) > 0) {
      return Finding.fail(words, "", fix);
    }
    return off.compareTo(TOLERATED) > 0
        ? Finding.warn(words, "", fix)
        : Finding.pass("It agrees with that of provider " + skew.provider() + ".");
  }
}
