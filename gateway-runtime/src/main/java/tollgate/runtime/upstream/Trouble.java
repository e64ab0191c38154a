package tollgate.runtime.upstream;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.ReplyNotes.Fault;
import tollgate.api.provider.RetryAfter;

/** Why an account turned a call down although another one, or another provider, may take it. */
public enum Trouble {
  /** Too much was asked of it; holds for the model that was asked for. */
  LIMITED,
  /** The provider does not accept the credential. Somebody has to look at it. */
  CREDENTIAL,
  /** The provider is overloaded or down for a moment. */
  BUSY;

  private static final Duration FIRST_REST = Duration.ofSeconds(5);
  private static final Duration LONGEST_UNTOLD_REST = Duration.ofMinutes(10);
  private static final Duration REST_OF_REFUSED = Duration.ofMinutes(10);
  private static final Duration REST_OF_BUSY = Duration.ofSeconds(10);
  private static final int MOST_DOUBLINGS = 20;

  /**
   * What a reply's head tells; empty where nobody else would answer otherwise, or where the call
   * may have been worked on: of the errors of servers only 503 and 529 say that it was not,
   * whatever a plugin says of the provider's health.
   */
  public static Optional<Trouble> of(int status, ReplyNotes notes) {
    if (status == 503 || status == 529) {
      return Optional.of(BUSY);
    }
    if (status < 400 || status >= 500) {
      return Optional.empty();
    }
    if (notes.fault() == Fault.CREDENTIAL) {
      return Optional.of(CREDENTIAL);
    }
    return status == 429 || notes.fault() == Fault.LIMITED
        ? Optional.of(LIMITED)
        : Optional.empty();
  }

  /** One word for logs and meters. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * How long the account is left alone: as long as the reply asks for; else as its spent windows
   * say; else longer with every time in a row.
   *
   * @param before how often in a row it happened before
   */
  Duration rest(ReplyNotes notes, int before, Instant now) {
    if (this == CREDENTIAL) {
      return REST_OF_REFUSED;
    }
    if (notes.retryAfter().isPositive()) {
      return notes.retryAfter();
    }
    if (this == BUSY) {
      return REST_OF_BUSY;
    }
    return untilReset(notes, now).orElseGet(() -> untold(before));
  }

  /** Until every window that is spent begins anew. */
  private static Optional<Duration> untilReset(ReplyNotes notes, Instant now) {
    return notes.windows().stream()
        .filter(window -> window.usedPercent().filter(used -> used.intValue() >= 100).isPresent())
        .flatMap(window -> window.resetsAt().stream())
        .max(Comparator.naturalOrder())
        .map(reset -> Duration.between(now, reset))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(RetryAfter.LONGEST) < 0 ? wait : RetryAfter.LONGEST);
  }

  private static Duration untold(int before) {
    Duration rest = FIRST_REST.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
    return rest.compareTo(LONGEST_UNTOLD_REST) < 0 ? rest : LONGEST_UNTOLD_REST;
  }
}
