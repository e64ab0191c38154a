package tollgate.runtime.key;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.CapSource;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Span;
import tollgate.runtime.budget.Unit;

/** What can be limited of a key. Each is a cap on what the key's calls count. */
public enum KeyLimit {
  /** Calls a minute. */
  MAX_REQUESTS_PER_MINUTE("maxRequestsPerMinute", Unit.CALLS, Span.Unit.MINUTE),
  /** Calls a day. */
  MAX_REQUESTS_PER_DAY("maxRequestsPerDay", Unit.CALLS, Span.Unit.DAY),
  /** Calls a month. */
  MAX_REQUESTS_PER_MONTH("maxRequestsPerMonth", Unit.CALLS, Span.Unit.MONTH),
  /** Tokens a minute. */
  MAX_TOKENS_PER_MINUTE("maxTokensPerMinute", Unit.TOKENS, Span.Unit.MINUTE),
  /** Tokens a month. */
  MAX_TOKENS_PER_MONTH("maxTokensPerMonth", Unit.TOKENS, Span.Unit.MONTH),
  /** Money a day. */
  MAX_COST_PER_DAY("maxCostPerDay", Unit.USD, Span.Unit.DAY),
  /** Money a month. */
  MAX_COST_PER_MONTH("maxCostPerMonth", Unit.USD, Span.Unit.MONTH),
  /** Calls that run at once. */
  MAX_CONCURRENT_REQUESTS("maxConcurrentRequests", Unit.CONCURRENT, Span.Unit.DAY);

  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

  private final String word;
  private final Unit unit;
  private final Span.Unit time;

  KeyLimit(String word, Unit unit, Span.Unit time) {
    this.word = word;
    this.unit = unit;
    this.time = time;
  }

  /** Its name in JSON and in commands. */
  public String word() {
    return word;
  }

  /** The limit of a name. */
  public static Optional<KeyLimit> of(String word) {
    for (KeyLimit limit : values()) {
      if (limit.word.equals(word)) {
        return Optional.of(limit);
      }
    }
    return Optional.empty();
  }

  /** Whether it is money, which is told in dollars and kept in nano-dollars. */
  public boolean isMoney() {
    return unit == Unit.USD;
  }

  /** How much it allows, from the number that people give; empty when that is none for it. */
  public Optional<Long> parse(BigDecimal given) {
    BigDecimal whole = isMoney() ? given.movePointRight(9) : given;
    boolean fits =
        given.signum() > 0
            && given.compareTo(isMoney() ? MOST.movePointLeft(3) : MOST) <= 0
            && whole.stripTrailingZeros().scale() <= 0;
    return fits ? Optional.of(whole.longValueExact()) : Optional.empty();
  }

  /** The number that people give for so much. */
  public BigDecimal text(long most) {
    return isMoney() ? new Money(most).toUsd() : BigDecimal.valueOf(most);
  }

  Cap cap(String key, long most, ZoneId zone) {
    boolean atOnce = unit == Unit.CONCURRENT;
    Span span = atOnce ? new Span.Ever() : new Span.Calendar(time, zone);
    boolean rate = time == Span.Unit.MINUTE;
    return new Cap(
        word + " of key " + key,
        Meter.of(span, Axes.KEY),
        unit,
        most,
        rate,
        CapSource.KEY,
        Map.of());
  }
}
