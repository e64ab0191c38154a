package tollgate.runtime.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Grant;
import tollgate.runtime.budget.Reading;
import tollgate.runtime.budget.Till;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;
import tollgate.runtime.event.Progress;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.DatabaseCopy;
import tollgate.runtime.store.Ticket;

/**
 * Proves that rows, roll-ups, lifetime sums and counters say the same, and that every cost can be
 * worked out again from its charges, or tells where they do not.
 */
public final class LedgerCheck {
  private static final int MOST_OF_A_KIND = 20;

  private static final String SUMS = String.join(", ", Sums.COLUMNS);

  /** The sums over a roll-up's rows. */
  private static final String SUMMED =
      Sums.COLUMNS.stream().map(column -> "sum(" + column + ")").collect(Collectors.joining(", "));

  private static final String FINAL_ROWS =
      " FROM call WHERE NOT ("
          + CallTable.UNFINISHED
          + ") AND arrived_at >= "
          + Marks.sql(Marks.ROWS_FROM);

  private static final String COSTS_OF_ROWS = "SELECT id, cost_status, cost_nanos FROM call";

  private static final String LAST_REVISIONS =
      "SELECT call, cost_status_after, cost_after_nanos FROM call_revision WHERE id IN"
          + " (SELECT max(id) FROM call_revision GROUP BY call)";

  private static final String TRAFFIC_AXES = "tool, instance, key_id, provider, account, model, ";

  private static final String QUARTER = "arrived_at / 900000 * 900000";

  /** Two ways to the same sums. */
  private record Pair(String first, String firstSql, String second, String secondSql) {}

  private static final String DAY_NAMES =
      Stream.of("tool", "instance", "key_id", "provider", "account", "model")
          .map("SELECT '%1$s', %1$s, day FROM day_traffic"::formatted)
          .collect(Collectors.joining(" UNION ALL "));

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(
              "call",
              "SELECT "
                  + QUARTER
                  + " AS quarter, "
                  + TRAFFIC_AXES
                  + Sums.OVER_ROWS
                  + FINAL_ROWS
                  + " GROUP BY 1, 2, 3, 4, 5, 6, 7",
              "quarter_traffic",
              "SELECT quarter, "
                  + TRAFFIC_AXES
                  + SUMS
                  + " FROM quarter_traffic WHERE calls <> 0 AND quarter >= "
                  + Marks.sql(Marks.ROWS_FROM)),
          new Pair(
              "quarter_traffic",
              "SELECT quarter / 86400000 * 86400000 AS day, "
                  + TRAFFIC_AXES
                  + SUMMED
                  + " FROM quarter_traffic GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(calls) <> 0",
              "day_traffic",
              "SELECT day, " + TRAFFIC_AXES + SUMS + " FROM day_traffic WHERE calls <> 0"),
          new Pair(
              "call",
              "SELECT "
                  + QUARTER
                  + " AS quarter, key_id, "
                  + Sums.OVER_ROWS
                  + FINAL_ROWS
                  + " GROUP BY 1, 2",
              "quarter_key",
              "SELECT quarter, key_id, "
                  + SUMS
                  + " FROM quarter_key WHERE calls <> 0 AND quarter >= "
                  + Marks.sql(Marks.ROWS_FROM)),
          new Pair(
              "call",
              "SELECT tool, session, sum(last_result <> ''), "
                  + Sums.OVER_ROWS
                  + FINAL_ROWS
                  + " AND (session <> '' OR agent <> '') AND NOT EXISTS (SELECT 1 FROM"
                  + " session_traffic AS old WHERE old.tool = call.tool AND"
                  + " old.session = call.session AND old.first_at < "
                  + Marks.sql(Marks.ROWS_FROM)
                  + ") GROUP BY 1, 2",
              "session_traffic",
              "SELECT tool, session, steps, "
                  + SUMS
                  + " FROM session_traffic WHERE calls <> 0 AND first_at >= "
                  + Marks.sql(Marks.ROWS_FROM)),
          new Pair(
              "quarter_traffic",
              "SELECT '', '', "
                  + SUMMED
                  + " FROM quarter_traffic HAVING count(*) > 0"
                  + " UNION ALL SELECT tool, '', "
                  + SUMMED
                  + " FROM quarter_traffic GROUP BY tool HAVING sum(calls) <> 0",
              "lifetime of everything and of tools",
              "SELECT tool, value, "
                  + SUMS
                  + " FROM lifetime WHERE kind IN ('total', 'tool') AND calls <> 0"),
          new Pair(
              "quarter_key",
              "SELECT key_id, "
                  + SUMMED
                  + " FROM quarter_key WHERE key_id <> '' GROUP BY 1 HAVING sum(calls) <> 0",
              "lifetime of keys",
              "SELECT value, " + SUMS + " FROM lifetime WHERE kind = 'key' AND calls <> 0"));

  /** What one account has and another has not. */
  private record Excess(String what, String more, String less) {}

  private static final List<Excess> QUESTIONS =
      Stream.concat(
              PAIRS.stream()
                  .flatMap(pair ->
                      Stream.of(
                          new Excess(
                              pair.first() + " beyond " + pair.second(),
                              pair.firstSql(),
                              pair.secondSql()),
                          new Excess(
                              pair.second() + " beyond " + pair.first(),
                              pair.secondSql(),
                              pair.firstSql()))),
              Stream.of(
                  new Excess(
                      "call beyond quarter_name",
                      QuarterNames.ofRows(FINAL_ROWS),
                      "SELECT kind, name, quarter FROM quarter_name"),
                  new Excess(
                      "day_traffic beyond day_name",
                      DAY_NAMES,
                      "SELECT kind, name, day FROM day_name"),
                  new Excess("the last revision beyond call", LAST_REVISIONS, COSTS_OF_ROWS)))
          .toList();

  private final Database database;

  /**
   * Something that should not be.
   *
   * @param what which two accounts do not agree, and which of them has more
   * @param sums the axes and sums in question
   */
  public record Difference(String what, String sums) {}

  /**
   * What was found.
   *
   * @param calls how many final rows were added up
   * @param running how many calls still run
   * @param inDoubt how many are in doubt
   * @param differences what does not agree; at most twenty of each kind
   */
  public record Findings(long calls, long running, long inDoubt, List<Difference> differences) {

    /** Findings never change. */
    public Findings {
      differences = List.copyOf(differences);
    }

    /** Whether everything agrees. */
    public boolean isSound() {
      return differences.isEmpty();
    }
  }

  /** A check of this database. */
  public LedgerCheck(Database database) {
    this.database = database;
  }

  /** Adds up every row that is kept, as of one moment. */
  public Findings verify() {
    return told(addedUp());
  }

  /** The same, and compares the till's counters with the sums while calls go on. */
  public Findings verify(Till till) {
    Findings rows = addedUp();
    var differences = new ArrayList<Difference>();
    List<Grant> granted = till.grants();
    Ticket compared = till.compare(readings -> compare(readings, granted, differences));
    compared.await();
    differences.addAll(rows.differences());
    return told(new Findings(rows.calls(), rows.running(), rows.inDoubt(), differences));
  }

  private Findings addedUp() {
    Progress.Listener listener = Progress.listener();
    return database.reads().ask(connection -> Progress.heard(listener, () -> addUp(connection)));
  }

  /**
   * Looks at every page of a file that nobody has open, and adds up every row in it.
   *
   * @throws tollgate.runtime.problem.ProblemException with STORE_CORRUPT, STORE_FOREIGN or
   *     STORE_NEWER
   */
  public static Findings of(Path file) throws IOException {
    return told(DatabaseCopy.check(file, LedgerCheck::addUp));
  }

  private Ticket compare(
      List<Reading> readings, List<Grant> granted, List<Difference> differences) {
    return database
        .writer()
        .submit(transaction -> {
          differences.clear();
          for (Reading reading : readings) {
            Amount ledger = CounterTable.sum(transaction, reading.key(), reading.period());
            if (!ledger.equals(reading.spent()) && CounterTable.knowsAll(transaction, reading)) {
              differences.add(
                  new Difference(
                      "the counter " + reading.key().meter().text() + " and the ledger",
                      reading.key().values() + " " + told(reading.spent()) + ", " + told(ledger)));
            }
          }
          differences.addAll(GrantCheck.differences(transaction, granted));
        });
  }

  private static String told(Amount amount) {
    return "%s %d tokens %d calls".formatted(amount.money(), amount.tokens(), amount.calls());
  }

  private static Findings addUp(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      var differences = new ArrayList<Difference>();
      int steps = QUESTIONS.size() + 1;
      for (int step = 0; step < QUESTIONS.size(); step++) {
        Progress.at(step, steps);
        differences.addAll(excess(statement, QUESTIONS.get(step)));
      }
      Progress.at(QUESTIONS.size(), steps);
      differences.addAll(ChargeCheck.differences(connection, MOST_OF_A_KIND));
      Progress.at(steps, steps);
      return new Findings(
          count(statement, "SELECT count(*)" + FINAL_ROWS),
          count(statement, "SELECT count(*) FROM call WHERE " + CallTable.UNFINISHED),
          count(statement, "SELECT count(*) FROM call WHERE state = 'in_doubt'"),
          differences);
    }
  }

  private static List<Difference> excess(Statement statement, Excess question) throws SQLException {
    var found = new ArrayList<Difference>();
    String sql =
        "SELECT * FROM (%s) EXCEPT SELECT * FROM (%s) LIMIT %d"
            .formatted(question.more(), question.less(), MOST_OF_A_KIND);
    try (ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        var sums = new StringJoiner(" ");
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          sums.add(row.getString(i));
        }
        found.add(new Difference(question.what(), sums.toString()));
      }
    }
    return found;
  }

  private static long count(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static Findings told(Findings findings) {
    if (!findings.isSound()) {
      Events.log(
          GatewayEvent.STORE_MISMATCH,
          "table",
          findings.differences().getFirst().what(),
          "differences",
          findings.differences().size());
    }
    return findings;
  }
}
