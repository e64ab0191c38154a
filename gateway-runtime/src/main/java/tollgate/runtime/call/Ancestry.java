package tollgate.runtime.call;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tollgate.api.call.Identity;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.session.AgentLine;
import tollgate.runtime.session.AgentPlace;

/**
 * Says from whom an agent descends. Tools name an agent and the one that started it, and some give
 * every sub-agent a session of its own; the lines of the agents that called before say the rest. An
 * agent whose line is not in memory is looked up among the rows once. Safe for any thread.
 */
final class Ancestry {
  private static final int MOST = 8_192;

  /** A tool that says more is not believed: its agents stay where they are. */
  private static final int LONGEST = 2_000;

  /** The rows, as far as an agent called before; may block for a read of the database. */
  interface Book {
    Optional<AgentLine> find(AgentPlace place);
  }

  private final Book book;
  private final Map<AgentPlace, AgentLine> lines =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AgentPlace, AgentLine> eldest) {
          return size() > MOST;
        }
      };

  Ancestry(Book book) {
    this.book = book;
  }

  /** The line of who calls; an empty one outside all sessions. */
  AgentLine of(Identity identity) {
    if (identity.session().isEmpty()) {
      return AgentLine.NONE;
    }
    var place = new AgentPlace(identity.tool(), identity.session(), identity.agent());
    Optional<AgentLine> known = atHand(place);
    if (known.isPresent()) {
      return known.get();
    }
    AgentLine line = line(identity, place);
    synchronized (this) {
      lines.put(place, line);
    }
    return line;
  }

  private AgentLine line(Identity identity, AgentPlace place) {
    String parent = identity.parentAgent();
    if (place.isMain()) {
      return AgentLine.root(place.session());
    }
    if (place.agent().equals(place.session())) {
      return parent.isEmpty() || parent.equals(place.session())
          ? AgentLine.root(place.session())
          : below(session(place.tool(), parent), place.agent());
    }
    AgentLine above =
        parent.isEmpty() || parent.equals(place.agent())
            ? session(place.tool(), place.session())
            : find(new AgentPlace(place.tool(), place.session(), parent))
                .orElseGet(() -> session(place.tool(), place.session()));
    return below(above, place.agent());
  }

  /** The line of a session's own agent: the main one, or a sub-agent that is the session. */
  private AgentLine session(String tool, String session) {
    return find(new AgentPlace(tool, session, session))
        .or(() -> find(new AgentPlace(tool, session, "")))
        .orElseGet(() -> AgentLine.root(session));
  }

  private static AgentLine below(AgentLine above, String agent) {
    String lineage = above.lineage() + Axes.BELOW + agent.replace(Axes.BELOW, '_');
    return lineage.length() > LONGEST ? above : new AgentLine(above.root(), lineage);
  }

  private Optional<AgentLine> find(AgentPlace place) {
    Optional<AgentLine> known = atHand(place).or(() -> book.find(place));
    known.ifPresent(line -> {
      synchronized (this) {
        lines.putIfAbsent(place, line);
      }
    });
    return known;
  }

  private synchronized Optional<AgentLine> atHand(AgentPlace place) {
    return Optional.ofNullable(lines.get(place));
  }
}
