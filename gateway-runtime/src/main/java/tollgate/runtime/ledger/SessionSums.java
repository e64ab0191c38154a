package tollgate.runtime.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tollgate.runtime.store.Transaction;

/** What the final rows of one transaction add to {@code session_traffic}. */
final class SessionSums {

  private static final String UPSERT =
      ("INSERT INTO session_traffic (tool, session, parent, instance, key_id, provider, account,"
           + " model, first_at, last_at, steps, %1$s) VALUES (%2$s) ON CONFLICT (tool, session) DO"
           + " UPDATE SET parent = coalesce(nullif(excluded.parent, ''), parent), instance ="
           + " iif(excluded.last_at < last_at, instance, excluded.instance), key_id ="
           + " iif(excluded.last_at < last_at, key_id, excluded.key_id), provider ="
           + " iif(excluded.last_at < last_at, provider, excluded.provider), account ="
           + " iif(excluded.last_at < last_at, account, excluded.account), model ="
           + " iif(excluded.last_at < last_at, model, excluded.model), first_at = min(first_at,"
           + " excluded.first_at), last_at = max(last_at, excluded.last_at), steps = steps +"
           + " excluded.steps, %3$s")
          .formatted(
              String.join(", ", Sums.COLUMNS),
              String.join(", ", Collections.nCopies(11 + Sums.COLUMNS.size(), "?")),
              Sums.COLUMNS.stream()
                  .map(column -> column + " = " + column + " + excluded." + column)
                  .collect(Collectors.joining(", ")));

  private record Key(String tool, String session) {}

  /** One session's sums; all that is not a sum is the last call's. */
  private static final class Part {
    private final Sums sums = Sums.none();
    private Entry last;
    private String parent = "";
    private long first = Long.MAX_VALUE;
    private long steps;

    Part(Entry entry) {
      last = entry;
    }

    void add(Entry entry) {
      Entry.Agent agent = entry.caller().agent();
      sums.add(entry.sums());
      steps += agent.goesOn() ? entry.sums().calls() : 0;
      first = Math.min(first, entry.arrivedAt());
      last = entry.arrivedAt() < last.arrivedAt() ? last : entry;
      parent = agent.parentSession().isEmpty() ? parent : agent.parentSession();
    }
  }

  private final Map<Key, Part> parts = new HashMap<>();

  void add(Entry entry) {
    Entry.Caller caller = entry.caller();
    if (caller.agent().isKnown()) {
      parts
          .computeIfAbsent(new Key(caller.tool(), caller.agent().session()), key -> new Part(entry))
          .add(entry);
    }
  }

  void write(Transaction transaction) throws SQLException {
    for (Map.Entry<Key, Part> sum : parts.entrySet()) {
      Part part = sum.getValue();
      PreparedStatement statement = transaction.statement(UPSERT);
      statement.setString(1, sum.getKey().tool());
      statement.setString(2, sum.getKey().session());
      statement.setString(3, part.parent);
      statement.setString(4, part.last.caller().instance());
      statement.setString(5, part.last.caller().keyId());
      statement.setString(6, part.last.served().provider());
      statement.setString(7, part.last.served().account());
      statement.setString(8, part.last.served().model());
      statement.setLong(9, part.first);
      statement.setLong(10, part.last.arrivedAt());
      statement.setLong(11, part.steps);
      part.sums.bind(statement, 12);
      statement.executeUpdate();
    }
    parts.clear();
  }
}
