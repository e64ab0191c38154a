package tollgate.runtime.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.usage.Money;

/**
 * What the gateway knows beside the call itself. What lies in memory is given at once; the rest is
 * fetched by the call's own thread, never by one that runs policies.
 */
public interface Surroundings {

  /** What was spent, as far as it lies in memory. */
  Optional<Money> spentAtHand(Spending question);

  /** The same; may block for one read of the database. */
  Money spent(Spending question);

  /** The call's session before this call, as far as it lies in memory. */
  Optional<SessionFacts> sessionAtHand();

  /** The same; may block for one read of the database. */
  SessionFacts session();

  /** Whether a price of the call's model is known, at any of the providers. */
  boolean priced();

  /** The configured providers, the first one first. */
  List<ProviderFacts> providers();

  /**
   * A session so far.
   *
   * @param calls how many calls it made
   * @param steps how many of them went on from the answer of a tool
   * @param costUsd what they cost
   * @param repetition how many calls in a row went on from the same answer
   */
  record SessionFacts(long calls, long steps, BigDecimal costUsd, int repetition) {

    /** Nothing is known of it, or it begins with this call. */
    public static final SessionFacts NEW = new SessionFacts(0, 0, BigDecimal.ZERO, 0);
  }

  /**
   * A provider.
   *
   * @param id its name
   * @param type its kind
   * @param breaker {@code closed}, {@code open} or {@code half-open}
   * @param quota what is left of its accounts' quotas
   */
  record ProviderFacts(String id, String type, String breaker, Quota quota) {}

  /**
   * What is left of the quotas of a provider's accounts.
   *
   * @param state {@code ok}, {@code drained} or {@code unknown}
   * @param age how long ago that was read; empty where nothing is known
   */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  record Quota(String state, Optional<Duration> age) {

    /** Nobody has told. */
    public static final Quota UNKNOWN = new Quota("unknown", Optional.empty());
  }

  /**
   * What somebody says is known.
   *
   * @param amounts what was spent; nothing where there is no answer
   * @param session the session so far
   * @param priced whether the model has a price
   * @param providers the providers
   */
  record Of(
      Map<Spending, Money> amounts,
      SessionFacts session,
      boolean priced,
      List<ProviderFacts> providers)
      implements Surroundings {

    /** What is known never changes. */
    public Of {
      amounts = Map.copyOf(amounts);
      providers = List.copyOf(providers);
    }

    @Override
    public Optional<Money> spentAtHand(Spending question) {
      return Optional.of(spent(question));
    }

    @Override
    public Money spent(Spending question) {
      return amounts.getOrDefault(question, Money.ZERO);
    }

    @Override
    public Optional<SessionFacts> sessionAtHand() {
      return Optional.of(session);
    }
  }

  /** Nothing: for a call that stands alone. */
  Surroundings EMPTY = new Of(Map.of(), SessionFacts.NEW, true, List.of());
}
