package tollgate.runtime.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tollgate.runtime.store.Reads;
import tollgate.runtime.store.Sql;

/**
 * Questions about sessions. Each blocks for one read of the database, sees one state of it, and may
 * be asked from any thread. Lists come from a roll-up with one row per session, so that their cost
 * does not grow with the number of calls; trees come from a session's own rows, by its index.
 */
public final class SessionBook {

  /** How many rows of calls a tree is made of, at most: the newest ones. */
  public static final int CALLS_IN_A_TREE = 10_000;

  /** A call does not wait any longer for what only makes its estimate better. */
  private static final Duration SOON = Duration.ofMillis(500);

  private static final String LINE =
      "SELECT root, lineage FROM call WHERE session = ? AND "
          + SessionQuery.OF_AGENTS
          + " AND tool = ? AND agent = ? AND root <> '' ORDER BY id DESC LIMIT 1";

  /** What the newest call of a session that told what it used has read and written. */
  private static final String SIZE =
      "SELECT input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens"
          + " + output_tokens FROM call WHERE session = ? AND "
          + SessionQuery.OF_AGENTS
          + " AND tool = ? AND provenance = 'exact' ORDER BY id DESC LIMIT 1";

  private final Reads reads;
  private final InstantSource clock;

  /**
   * One page of a list.
   *
   * @param sessions in the order that was asked for
   * @param next what to ask for to get the page after it; empty when this is the last one
   */
  public record Page(List<Session> sessions, String next) {

    /** A page never changes. */
    public Page {
      sessions = List.copyOf(sessions);
    }
  }

  /** A book over this database. */
  public SessionBook(Reads reads, InstantSource clock) {
    this.reads = reads;
    this.clock = clock;
  }

  /** A page of sessions; those whose first call still runs among them. */
  public Page page(SessionWish wish) {
    Instant now = clock.instant();
    return reads.ask(connection -> page(connection, wish, now));
  }

  /** A session with its agents; empty where no call of it is known. */
  public Optional<SessionTree> tree(SessionId id) {
    Instant now = clock.instant();
    return reads.ask(connection -> tree(connection, id, now));
  }

  /** What a session did so far; one that nobody knows did nothing. */
  public Story story(SessionId id) {
    Instant now = clock.instant();
    return reads.ask(connection -> new SessionQuery(connection, now).story(id));
  }

  /** From whom an agent descends that has called before. */
  public Optional<AgentLine> line(AgentPlace place) {
    return reads.ask(connection ->
        new Sql()
                .add(LINE, place.session(), place.tool(), place.agent())
                .list(connection, row -> new AgentLine(row.getString(1), row.getString(2)))
                .stream()
                .findFirst());
  }

  /**
   * How many tokens a session's conversation has; 0 where no call of it has told, or where the
   * database is too busy to tell soon: a call waits for this.
   */
  public long size(SessionId id) {
    return reads.ask(connection -> size(connection, id), SOON).orElse(0L);
  }

  private static long size(Connection connection, SessionId id) throws SQLException {
    return new Sql()
        .add(SIZE, id.session(), id.tool()).list(connection, row -> row.getLong(1)).stream()
            .findFirst()
            .orElse(0L);
  }

  private static Page page(Connection connection, SessionWish wish, Instant now)
      throws SQLException {
    var query = new SessionQuery(connection, now);
    List<SessionLine> lines = query.page(wish);
    boolean more = lines.size() > wish.limit();
    List<SessionLine> shown = more ? lines.subList(0, wish.limit()) : lines;
    return new Page(
        query.sessions(shown), more ? Cursor.behind(shown.getLast(), wish.order()).text() : "");
  }

  private static Optional<SessionTree> tree(Connection connection, SessionId id, Instant now)
      throws SQLException {
    var query = new SessionQuery(connection, now);
    List<SessionLine> line = query.one(id);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    Session session = query.sessions(line).getFirst();
    var family = Family.of(connection, session.id());
    List<AgentCall> calls = family.calls(CALLS_IN_A_TREE + 1);
    boolean complete = calls.size() <= CALLS_IN_A_TREE;
    boolean hasParent =
        !session.parent().isEmpty()
            && !query.one(new SessionId(id.tool(), session.parent())).isEmpty();
    var tree = new TreeBuilder(id.session(), hasParent, now.minus(BurnRate.WINDOW));
    calls.subList(Math.max(0, calls.size() - CALLS_IN_A_TREE), calls.size()).forEach(tree::add);
    return Optional.of(tree.build(session, complete));
  }
}
