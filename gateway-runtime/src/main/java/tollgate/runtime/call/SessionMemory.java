package tollgate.runtime.call;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tollgate.api.call.Identity;
import tollgate.api.call.ToolResults;
import tollgate.runtime.session.SessionId;
import tollgate.runtime.session.Story;

/**
 * The sessions that policies asked about lately. One that is not here is told by the database once,
 * and followed from then on. Safe for any thread.
 */
final class SessionMemory {

  private static final int MOST = 4_096;

  private final Function<SessionId, Story> book;
  private final Map<SessionId, Story> stories =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, Story> eldest) {
          return size() > MOST;
        }
      };

  /**
   * A memory of nothing.
   *
   * @param book tells of a session; may block for a read of the database
   */
  SessionMemory(Function<SessionId, Story> book) {
    this.book = book;
  }

  synchronized Optional<Story> atHand(Identity identity) {
    return Optional.ofNullable(stories.get(id(identity)));
  }

  /** Blocks for a read of the database where memory does not know. */
  Story find(Identity identity) {
    Optional<Story> known = atHand(identity);
    if (known.isPresent()) {
      return known.get();
    }
    Story told = book.apply(id(identity));
    synchronized (this) {
      Story other = stories.putIfAbsent(id(identity), told);
      return other == null ? told : other;
    }
  }

  /** A call of a session has ended. */
  void ended(Identity identity, ToolResults results, boolean well) {
    atHand(identity).ifPresent(story -> story.add(identity.agent(), results.newest(), well));
  }

  private static SessionId id(Identity identity) {
    return new SessionId(identity.tool(), identity.session());
  }
}
