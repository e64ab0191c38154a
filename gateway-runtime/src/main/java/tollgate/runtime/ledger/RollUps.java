package tollgate.runtime.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tollgate.runtime.store.Deferred;
import tollgate.runtime.store.Transaction;

/**
 * Gathers what the final rows of one transaction add to the roll-ups and writes each sum once.
 * Under load dozens of calls share a transaction and most of them share their sums.
 */
final class RollUps implements Deferred {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private static final String QUARTERS = traffic("quarter");
  private static final String DAYS = traffic("day");
  private static final String KEYS = upsert("quarter_key", List.of("quarter", "key_id"), List.of());
  private static final String LIFETIME =
      upsert("lifetime", List.of("kind", "tool", "value"), List.of("first_at", "last_at"));

  private record TrafficKey(
      long begin, String tool, String instance, String keyId, Entry.Served served) {

    static TrafficKey of(long begin, Entry entry) {
      Entry.Caller caller = entry.caller();
      return new TrafficKey(
          begin, caller.tool(), caller.instance(), caller.keyId(), entry.served());
    }
  }

  private record KeyKey(long quarter, String keyId) {}

  private record LifeKey(String kind, String tool, String value) {}

  /** Sums with the first and the last moment they stand for. */
  private static final class Life {
    private final Sums sums = Sums.none();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(Entry entry) {
      sums.add(entry.sums());
      first = Math.min(first, entry.arrivedAt());
      last = Math.max(last, entry.arrivedAt());
    }
  }

  private final Map<TrafficKey, Sums> quarters = new HashMap<>();
  private final Map<TrafficKey, Sums> days = new HashMap<>();
  private final Map<KeyKey, Sums> keys = new HashMap<>();
  private final Map<LifeKey, Life> lives = new HashMap<>();
  private final SessionSums sessions = new SessionSums();

  /** The roll-ups of a transaction. */
  static RollUps of(Transaction transaction) {
    return transaction.deferred(RollUps.class, RollUps::new);
  }

  void add(Entry entry) {
    Entry.Caller caller = entry.caller();
    long quarter = entry.quarter();
    long day = Math.floorDiv(quarter, DAY_MILLIS) * DAY_MILLIS;
    quarters.computeIfAbsent(TrafficKey.of(quarter, entry), key -> Sums.none()).add(entry.sums());
    days.computeIfAbsent(TrafficKey.of(day, entry), key -> Sums.none()).add(entry.sums());
    keys.computeIfAbsent(new KeyKey(quarter, caller.keyId()), key -> Sums.none()).add(entry.sums());
    addLife("total", "", "", entry);
    addLife("tool", caller.tool(), "", entry);
    if (!caller.keyId().isEmpty()) {
      addLife("key", "", caller.keyId(), entry);
    }
    sessions.add(entry);
  }

  @Override
  public void write(Transaction transaction) throws SQLException {
    writeTraffic(transaction, QUARTERS, quarters);
    writeTraffic(transaction, DAYS, days);
    for (Map.Entry<KeyKey, Sums> sum : keys.entrySet()) {
      PreparedStatement statement = transaction.statement(KEYS);
      statement.setLong(1, sum.getKey().quarter());
      statement.setString(2, sum.getKey().keyId());
      sum.getValue().bind(statement, 3);
      statement.executeUpdate();
    }
    writeLives(transaction);
    sessions.write(transaction);
    quarters.clear();
    days.clear();
    keys.clear();
    lives.clear();
  }

  private static void writeTraffic(
      Transaction transaction, String upsert, Map<TrafficKey, Sums> sums) throws SQLException {
    for (Map.Entry<TrafficKey, Sums> sum : sums.entrySet()) {
      TrafficKey key = sum.getKey();
      PreparedStatement statement = transaction.statement(upsert);
      statement.setLong(1, key.begin());
      statement.setString(2, key.tool());
      statement.setString(3, key.instance());
      statement.setString(4, key.keyId());
      statement.setString(5, key.served().provider());
      statement.setString(6, key.served().account());
      statement.setString(7, key.served().model());
      sum.getValue().bind(statement, 8);
      statement.executeUpdate();
    }
  }

  private void writeLives(Transaction transaction) throws SQLException {
    for (Map.Entry<LifeKey, Life> sum : lives.entrySet()) {
      PreparedStatement statement = transaction.statement(LIFETIME);
      statement.setString(1, sum.getKey().kind());
      statement.setString(2, sum.getKey().tool());
      statement.setString(3, sum.getKey().value());
      statement.setLong(4, sum.getValue().first);
      statement.setLong(5, sum.getValue().last);
      sum.getValue().sums.bind(statement, 6);
      statement.executeUpdate();
    }
  }

  private void addLife(String kind, String tool, String value, Entry entry) {
    lives.computeIfAbsent(new LifeKey(kind, tool, value), key -> new Life()).add(entry);
  }

  private static String traffic(String span) {
    return upsert(
        span + "_traffic",
        List.of(span, "tool", "instance", "key_id", "provider", "account", "model"),
        List.of());
  }

  private static String upsert(String table, List<String> axes, List<String> moments) {
    int places = axes.size() + moments.size() + Sums.COLUMNS.size();
    String columns =
        String.join(", ", axes)
            + (moments.isEmpty() ? "" : ", " + String.join(", ", moments))
            + ", "
            + String.join(", ", Sums.COLUMNS);
    String earlierAndLater =
        moments.isEmpty()
            ? ""
            : "first_at = min(first_at, excluded.first_at),"
                + " last_at = max(last_at, excluded.last_at), ";
    return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s"
        .formatted(
            table,
            columns,
            String.join(", ", Collections.nCopies(places, "?")),
            String.join(", ", axes),
            earlierAndLater
                + Sums.COLUMNS.stream()
                    .map(column -> column + " = " + column + " + excluded." + column)
                    .collect(Collectors.joining(", ")));
  }
}
