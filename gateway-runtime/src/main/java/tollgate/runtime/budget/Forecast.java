package tollgate.runtime.budget;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/** When a cap will be spent if things go on as they have in its window so far. */
public final class Forecast {

  private Forecast() {}

  /**
   * The instant, rounded to a second. Empty where the window begins anew before that, where nothing
   * was spent or all is, and of windows whose time has no beginning or moves on: sessions, all
   * time, rolling ones, and calls that run at once.
   */
  public static Optional<Instant> of(Standing standing, Instant now) {
    Optional<Instant> resets = standing.resets();
    long elapsed = now.toEpochMilli() - standing.period().from();
    long pace = Allowance.sum(standing.spent(), standing.allowance().forgiven());
    long left = standing.limit() - standing.spent();
    if (resets.isEmpty() || elapsed <= 0 || pace <= 0 || left <= 0) {
      return Optional.empty();
    }
    BigInteger millis =
        BigInteger.valueOf(left)
            .multiply(BigInteger.valueOf(elapsed))
            .divide(BigInteger.valueOf(pace));
    long rest = resets.get().toEpochMilli() - now.toEpochMilli();
    return millis.compareTo(BigInteger.valueOf(rest)) >= 0
        ? Optional.empty()
        : Optional.of(
            Instant.ofEpochSecond(now.plusMillis(millis.longValueExact()).getEpochSecond()));
  }
}
