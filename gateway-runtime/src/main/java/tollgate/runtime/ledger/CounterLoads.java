package tollgate.runtime.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Missing;
import tollgate.runtime.budget.Till;
import tollgate.runtime.store.Ticket;
import tollgate.runtime.store.Transaction;
import tollgate.runtime.store.Work;
import tollgate.runtime.store.Writer;

/** Asks the ledger what counters of the till lack; each is asked for once, however many wait. */
final class CounterLoads {

  /** Longer than a healthy disk ever takes. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final Till till;
  private final Writer writer;
  private final Map<CounterKey, Asked> running = new ConcurrentHashMap<>();

  private record Asked(Question question, Ticket ticket) {}

  CounterLoads(Till till, Writer writer) {
    this.till = till;
    this.writer = writer;
  }

  /**
   * Returns once the counter knows what was spent; blocks for one commit.
   *
   * @param at a time in the counter's window
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when nobody can tell
   */
  void load(CounterKey key, Instant at) {
    Asked asked = running.computeIfAbsent(key, k -> till.ask(k, at, this::ask));
    try {
      asked.ticket().await(LONGEST);
      asked.question().answer(till);
    } finally {
      running.remove(key, asked);
    }
  }

  private Asked ask(Missing missing) {
    var question = new Question(missing);
    return new Asked(question, writer.submit(question));
  }

  /** One counter's question, at its place in the writer's queue. */
  private static final class Question implements Work {
    private final Missing missing;
    private volatile Map<Long, Amount> all = Map.of();

    Question(Missing missing) {
      this.missing = missing;
    }

    @Override
    public void write(Transaction transaction) throws SQLException {
      all = CounterTable.spent(transaction, missing.key(), missing.period());
    }

    void answer(Till till) {
      till.complete(missing, all);
    }
  }
}
