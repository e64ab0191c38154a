package tollgate.runtime.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;

/**
 * The way to read. Questions are asked on a few threads of the platform's, because a call into
 * SQLite would hold the carrier of a virtual thread for as long as it takes.
 */
public final class Reads implements AutoCloseable {
  private final HikariDataSource pool;
  private final BooleanSupplier hurry;
  private final ExecutorService threads;

  /**
   * Reads from a database.
   *
   * @param hurry whether somebody waits for the writer, to whom questions give way
   */
  Reads(DataSource source, int readers, BooleanSupplier hurry) {
    this.hurry = hurry;
    var config = new HikariConfig();
    config.setPoolName("tollgate-reads");
    config.setDataSource(source);
    config.setMaximumPoolSize(readers);
    config.setMinimumIdle(1);
    config.setReadOnly(true);
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
    this.threads =
        Executors.newFixedThreadPool(
            readers, Thread.ofPlatform().name("tollgate-reader-", 1).daemon().factory());
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws ProblemException with STORE_UNREADABLE when the database cannot answer
   */
  public <T> T ask(Question<T> question) {
    Future<T> answer = threads.submit(() -> inOneState(question));
    try {
      return answer(answer, Future::get);
    } catch (TimeoutException never) {
      throw new IllegalStateException("it waits for as long as it takes", never);
    }
  }

  /**
   * Asks and waits for the answer, but only so long; a question that was not begun until then is
   * not asked.
   *
   * @return empty when there was no answer in time
   * @throws ProblemException with STORE_UNREADABLE when the database cannot answer
   */
  public <T> Optional<T> ask(Question<T> question, Duration longest) {
    Future<T> answer = threads.submit(() -> inOneState(question));
    try {
      return Optional.of(answer(answer, one -> one.get(longest.toMillis(), TimeUnit.MILLISECONDS)));
    } catch (TimeoutException late) {
      answer.cancel(false);
      return Optional.empty();
    }
  }

  /** How long is waited for an answer. */
  private interface Wait<T> {
    T of(Future<T> answer) throws InterruptedException, ExecutionException, TimeoutException;
  }

  private static <T> T answer(Future<T> answer, Wait<T> wait) throws TimeoutException {
    try {
      return wait.of(answer);
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      throw new ProblemException(
          GatewayProblem.STORE_UNREADABLE.report("the wait was interrupted"), e);
    } catch (ExecutionException e) {
      Throwable cause = Faults.cause(e);
      if (cause instanceof RuntimeException own) {
        throw own;
      }
      throw new ProblemException(
          GatewayProblem.STORE_UNREADABLE.report(Faults.sentence(cause)), cause);
    }
  }

  @Override
  public void close() {
    threads.close();
    pool.close();
  }

  private <T> T inOneState(Question<T> question) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement control = connection.createStatement()) {
      control.execute("BEGIN");
      Connection sqlite = connection.unwrap(SQLiteConnection.class);
      try {
        ProgressHandler.setHandler(sqlite, GiveWay.STEPS, new GiveWay(hurry));
        return question.ask(connection);
      } finally {
        ProgressHandler.clearHandler(sqlite);
        control.execute("ROLLBACK");
      }
    }
  }
}
