package tollgate.runtime.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Period;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.Sql;

/**
 * Who took most of what a counter counts. Asked of the newest rows of its time, so that a question
 * about a long time stays a short one.
 */
public final class TopSpenders {

  /** How many rows are looked at. */
  private static final long MOST_ROWS = 100_000;

  private static final String NEWEST =
      "WITH newest AS (SELECT * FROM call WHERE arrived_at >= ? AND arrived_at < ? AND NOT ("
          + CallTable.UNFINISHED
          + ") AND state <> 'refused' ORDER BY arrived_at DESC LIMIT ?) ";

  private final Database database;
  private final long mostRows;

  /** Questions to a ledger. */
  public TopSpenders(Database database) {
    this(database, MOST_ROWS);
  }

  TopSpenders(Database database, long mostRows) {
    this.database = database;
    this.mostRows = mostRows;
  }

  /**
   * One that spent.
   *
   * @param name its name; empty for calls that have none
   * @param spent what ended calls took
   */
  public record Spender(String name, Amount spent) {}

  /**
   * Those that spent most, each list with the largest first.
   *
   * @param keys by their names
   * @param whole whether all rows of the time were looked at
   */
  public record Top(
      List<Spender> tools, List<Spender> keys, List<Spender> sessions, boolean whole) {}

  /** The few that took most, of a unit; blocks for the questions. */
  public Top of(CounterKey key, Period period, Unit unit, int few) {
    return database
        .reads()
        .ask(connection ->
            new Top(
                list(connection, "tool", "tool", new Wish(key, period, unit, few)),
                list(connection, "key_id", "max(key_name)", new Wish(key, period, unit, few)),
                list(
                    connection,
                    "CASE root WHEN '' THEN session ELSE root END",
                    "CASE root WHEN '' THEN session ELSE root END",
                    new Wish(key, period, unit, few)),
                count(connection, period) < mostRows));
  }

  private record Wish(CounterKey key, Period period, Unit unit, int few) {}

  private List<Spender> list(Connection connection, String by, String name, Wish wish)
      throws SQLException {
    Sql sql =
        newest(wish.period())
            .add("SELECT " + name + ", " + CounterTable.OF_ENDED + " FROM newest WHERE 1");
    List<String> axes = wish.key().meter().by();
    for (int i = 0; i < axes.size(); i++) {
      sql.add(CounterTable.condition(axes.get(i), wish.key().values().get(i)));
    }
    int order =
        switch (wish.unit()) {
          case USD -> 2;
          case TOKENS -> 3;
          case CALLS, CONCURRENT -> 4;
        };
    sql.add(" GROUP BY " + by + " ORDER BY " + order + " DESC, 1 LIMIT ?", (long) wish.few());
    return sql.list(
        connection,
        row ->
            new Spender(
                row.getString(1), new Amount(row.getLong(2), row.getLong(3), row.getLong(4))));
  }

  private long count(Connection connection, Period period) throws SQLException {
    return newest(period)
        .add("SELECT count(*) FROM newest")
        .list(connection, row -> row.getLong(1))
        .getFirst();
  }

  private Sql newest(Period period) {
    return new Sql().add(NEWEST, period.from(), period.until(), mostRows);
  }
}
