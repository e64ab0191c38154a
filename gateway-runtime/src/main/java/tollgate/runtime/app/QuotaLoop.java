package tollgate.runtime.app;

import java.time.InstantSource;
import tollgate.runtime.config.Settings;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.ProviderEvent;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.metric.Metric;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.quota.QuotaBook;
import tollgate.runtime.quota.QuotaRounds;
import tollgate.runtime.task.Schedule;
import tollgate.runtime.task.Tasks;

/** Has upstream accounts asked for their quotas now and then, and forgets old answers. */
final class QuotaLoop {
  /** One that fails may be chance. */
  private static final int ROUNDS_OF_A_GAP = 3;

  private final QuotaBook book;
  private final QuotaRounds rounds;
  private final Settings.Quota settings;
  private final InstantSource clock;
  private boolean toldOfNone;

  QuotaLoop(
      QuotaBook book,
      Generations<Generation> generations,
      Settings.Quota settings,
      InstantSource clock,
      Metrics metrics) {
    this.book = book;
    this.settings = settings;
    this.clock = clock;
    var limits =
        new QuotaRounds.Limits(
            settings.timeout(), settings.interval().multipliedBy(ROUNDS_OF_A_GAP));
    rounds = new QuotaRounds(new LentProbes(generations), book, clock, limits, metrics);
    metrics.watch(Metric.QUOTA_DRAINED, () -> book.drained(clock.instant()));
  }

  /** The way to a round on demand. */
  QuotaRounds rounds() {
    return rounds;
  }

  void start(Tasks tasks) {
    tasks.start("quota-refresh", Schedule.nowAndEvery(settings.interval()), this::turn);
  }

  private void turn() {
    if (rounds.hasSources()) {
      rounds.run();
      book.forget(clock.instant().minus(settings.keep()));
    } else if (!toldOfNone) {
      toldOfNone = true;
      Events.log(ProviderEvent.QUOTA_REFRESH_SKIPPED, "reason", "no_account_source");
    }
  }
}
