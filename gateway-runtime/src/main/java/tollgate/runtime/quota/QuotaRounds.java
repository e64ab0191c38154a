package tollgate.runtime.quota;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import tollgate.api.quota.Account;
import tollgate.api.quota.AccountSource;
import tollgate.api.quota.QuotaProbe;
import tollgate.api.quota.QuotaWindow;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.ProviderEvent;
import tollgate.runtime.metric.Metric;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.quota.AccountReading.Status;

/**
 * Asks every account that a plugin lists, all at once, each on a virtual thread of its own and for
 * a limited time. Whoever asks for a round while one is under way gets that one's answer.
 */
public final class QuotaRounds {

  /** What an account is told of that no plugin can ask; scripts know the sentence. */
  private static final String UNSUPPORTED = "quota endpoint is not known for this provider";

  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  private final Probes probes;
  private final QuotaBook book;
  private final InstantSource clock;
  private final Limits limits;
  private final Metrics metrics;
  private final Gaps gaps;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicReference<CompletableFuture<QuotaRound>> underWay = new AtomicReference<>();

  /** An account with who lists it. */
  private record Listed(AccountSource source, Account account) {}

  /**
   * How long something may take.
   *
   * @param patience how long one source or account is waited for
   * @param gap how long one may be missing before that is told
   */
  public record Limits(Duration patience, Duration gap) {}

  /**
   * Rounds over these probes.
   *
   * @param metrics where it is counted how accounts stand
   */
  public QuotaRounds(
      Probes probes, QuotaBook book, InstantSource clock, Limits limits, Metrics metrics) {
    this.metrics = metrics;
    this.probes = probes;
    this.book = book;
    this.clock = clock;
    this.limits = limits;
    this.gaps = new Gaps(limits.gap());
  }

  /** Whether any plugin lists accounts. */
  public boolean hasSources() {
    try (Probes.Lent lent = probes.lend()) {
      return !lent.sources().isEmpty();
    }
  }

  /** The kinds of accounts that can be asked. */
  public List<String> vendors() {
    try (Probes.Lent lent = probes.lend()) {
      return lent.probes().stream().map(QuotaProbe::vendor).sorted().toList();
    }
  }

  /**
   * Makes a round, or waits for the one under way.
   *
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when its answers
   *     cannot be kept
   */
  public QuotaRound run() {
    var mine = new CompletableFuture<QuotaRound>();
    CompletableFuture<QuotaRound> other = underWay.compareAndExchange(null, mine);
    if (other == null) {
      make(mine);
      return joined(mine);
    }
    waiting.incrementAndGet();
    try {
      return joined(other);
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** How many wait for a round that another began. */
  int waiting() {
    return waiting.get();
  }

  private static QuotaRound joined(CompletableFuture<QuotaRound> round) {
    try {
      return round.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw e;
    }
  }

  private void make(CompletableFuture<QuotaRound> round) {
    try (Probes.Lent lent = probes.lend()) {
      round.complete(ask(lent));
    } catch (RuntimeException failed) {
      round.completeExceptionally(failed);
    } finally {
      round.completeExceptionally(new IllegalStateException("the round broke off"));
      underWay.set(null);
    }
  }

  private QuotaRound ask(Probes.Lent lent) {
    Instant at = clock.instant();
    var readings = new ArrayList<AccountReading>();
    var asked = new ArrayList<Asked<List<QuotaWindow>>>();
    List<Listed> accounts = listed(lent.sources(), at);
    for (Listed listed : accounts) {
      asked.add(Asked.begin(limits.patience(), () -> windows(listed, lent.probes())));
    }
    for (int i = 0; i < accounts.size(); i++) {
      readings.add(reading(accounts.get(i).account(), asked.get(i), at, lent.probes()));
    }
    readings.forEach(
        one -> metrics.add(Metric.QUOTA_PROBES, 1, one.status().name().toLowerCase(Locale.ROOT)));
    return new QuotaRound(at, readings);
  }

  private List<Listed> listed(List<AccountSource> sources, Instant at) {
    var asked = new ArrayList<Asked<List<Account>>>();
    for (AccountSource source : sources) {
      asked.add(Asked.begin(limits.patience(), source::accounts));
    }
    var all = new ArrayList<Listed>();
    for (int i = 0; i < sources.size(); i++) {
      AccountSource source = sources.get(i);
      Asked.Answer<List<Account>> answer = asked.get(i).await();
      answer.value().ifPresent(list -> list.forEach(one -> all.add(new Listed(source, one))));
      if (answer.fault().isEmpty()) {
        gaps.read(source.id(), at);
      } else {
        Events.log(ProviderEvent.QUOTA_UNREADABLE, "source", source.id(), "reason", answer.fault());
        gaps.missed(source.id(), at, answer.fault());
      }
    }
    return all;
  }

  private static Optional<QuotaProbe> probe(List<QuotaProbe> probes, Account account) {
    return probes.stream().filter(one -> one.vendor().equals(account.vendor())).findFirst();
  }

  private static List<QuotaWindow> windows(Listed listed, List<QuotaProbe> probes)
      throws IOException {
    Account account = listed.account();
    Optional<QuotaProbe> probe = probe(probes, account);
    return account.disabled() || probe.isEmpty()
        ? List.of()
        : probe.get().probe(account, listed.source().caller(account)).stream()
            .map(QuotaRounds::sound)
            .toList();
  }

  /** What a plugin says is not to be relied on: here it fails the account and nobody else. */
  private static QuotaWindow sound(QuotaWindow window) {
    return new QuotaWindow(
        Objects.requireNonNull(window.name(), "a window without a name"),
        window.usedPercent().map(used -> used.max(BigDecimal.ZERO).min(ALL)),
        Objects.requireNonNull(window.remaining(), "a window that does not say what is left"),
        window.resetsAt().map(at -> Instant.ofEpochMilli(at.toEpochMilli())));
  }

  private AccountReading reading(
      Account account, Asked<List<QuotaWindow>> asked, Instant at, List<QuotaProbe> probes) {
    Asked.Answer<List<QuotaWindow>> answer = asked.await();
    if (account.disabled()) {
      return new AccountReading(account, Status.DISABLED, at, "", List.of());
    }
    if (probe(probes, account).isEmpty()) {
      return new AccountReading(account, Status.UNSUPPORTED, at, UNSUPPORTED, List.of());
    }
    if (answer.value().isEmpty()) {
      Events.log(
          ProviderEvent.QUOTA_UNREADABLE, "source", account.vendor(), "reason", answer.fault());
      gaps.missed(account.vendor() + " " + account.label(), at, answer.fault());
      return new AccountReading(account, Status.ERROR, at, answer.fault(), List.of());
    }
    gaps.read(account.vendor() + " " + account.label(), at);
    List<QuotaReading> kept =
        book.note(at, account.vendor(), account.label(), answer.value().get());
    boolean drained = kept.stream().anyMatch(QuotaReading::isDrained);
    return new AccountReading(
        account, drained ? Status.LIMIT_REACHED : Status.ACTIVE, at, "", kept);
  }
}
