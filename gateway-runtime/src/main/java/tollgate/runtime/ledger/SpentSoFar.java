package tollgate.runtime.ledger;

import java.sql.SQLException;
import java.util.Optional;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Reading;
import tollgate.runtime.budget.Till;
import tollgate.runtime.store.Transaction;
import tollgate.runtime.store.Work;
import tollgate.runtime.store.Writer;

/** What ended calls cost, for those who want to know before a call is opened. */
public final class SpentSoFar {

  private final Till till;
  private final Writer writer;

  /** From these counters, and from the ledger where they do not know. */
  public SpentSoFar(Till till, Writer writer) {
    this.till = till;
    this.writer = writer;
  }

  /** What a counter in memory says, if there is one. */
  public Optional<Money> atHand(CounterKey key) {
    return till.reading(key).map(Reading::spent);
  }

  /**
   * The same, from the ledger where memory does not know; blocks for one commit.
   *
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE
   */
  public Money find(CounterKey key) {
    return atHand(key).orElseGet(() -> ask(key));
  }

  private Money ask(CounterKey key) {
    var question = new Question(key);
    writer.submit(question).await();
    return question.answer;
  }

  private static final class Question implements Work {
    private final CounterKey key;
    private volatile Money answer = Money.ZERO;

    Question(CounterKey key) {
      this.key = key;
    }

    @Override
    public void write(Transaction transaction) throws SQLException {
      answer = CounterTable.spent(transaction, key);
    }
  }
}
