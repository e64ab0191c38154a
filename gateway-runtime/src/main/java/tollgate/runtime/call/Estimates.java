package tollgate.runtime.call;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.session.SessionId;

/**
 * Learns from what calls used how many tokens the next prompt will have. Within a session a prompt
 * grows at its end, so that the bytes a token had in the call before it say it best, and what that
 * call read from and wrote to a cache will be read from there again. A session that is new takes
 * the bytes a token had in other sessions of the same tool and model, or else in other tools' calls
 * of that model, for what a token is depends on the model first; of its cache nothing is known. How
 * long answers were is kept in the same places. Safe for any thread.
 *
 * <p>A call that only adds to what the provider keeps, of a session that is not in memory, after a
 * start or with another model, reads what the session's last call on disk had, and what it adds.
 */
final class Estimates {
  private static final int MOST = 4_096;
  private static final long FEWEST_BYTES_PER_TOKEN = 2;

  /** What a provider puts around a prompt is little beside so much of it. */
  private static final long TELLING_BYTES = 2_000;

  private record Place(String tool, String session, String model) {
    Place anySession() {
      return new Place(tool, "", model);
    }

    Place anyTool() {
      return new Place("", "", model);
    }
  }

  /**
   * The last call in a place.
   *
   * @param longest the tokens of the longest answer lately: one that was shorter takes an eighth
   *     off what was remembered
   */
  private record Seen(long bytes, TokenCounts tokens, long longest) {

    Seen after(Seen before) {
      return new Seen(bytes, tokens, Math.max(longest, before.longest - before.longest / 8));
    }

    /** In proportion, where that says something; else what is sent comes to what is kept. */
    long tokensOf(long promptBytes) {
      return isAllOfIt()
          ? Math.ceilDiv(promptBytes * tokens.context(), bytes)
          : tokens.context() + TokenEstimate.tokensOf(promptBytes);
    }

    /**
     * Whether the bytes sent were all that was read. Where a provider keeps a conversation, or puts
     * much around a short prompt, there are more tokens than so many bytes can have.
     */
    boolean isAllOfIt() {
      return tokens.context() * FEWEST_BYTES_PER_TOKEN <= bytes;
    }

    /** Whether others of the same model may learn of it. */
    boolean isTelling() {
      return bytes >= TELLING_BYTES && isAllOfIt();
    }
  }

  private final ToLongFunction<SessionId> stored;

  private final Map<Place, Seen> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Seen> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Nothing is learned yet.
   *
   * @param stored how many tokens a session's conversation has by what is on disk, 0 where that
   *     does not say; may block for a read of the database
   */
  Estimates(ToLongFunction<SessionId> stored) {
    this.stored = stored;
  }

  /** What a call is likely to use. May block for a read of the database. */
  Likely of(Identity identity, String model, RequestFacts facts) {
    Likely likely = remembered(identity, model, facts);
    if (!facts.continued() || identity.session().isEmpty() || isKnown(place(identity, model))) {
      return likely;
    }
    long kept = stored.applyAsLong(new SessionId(identity.tool(), identity.session()));
    long all = kept + likely.tokens();
    return kept == 0 ? likely : new Likely(TokenCounts.of(all, 0), true, likely.longest());
  }

  private synchronized boolean isKnown(Place place) {
    return seen.containsKey(place);
  }

  private synchronized Likely remembered(Identity identity, String model, RequestFacts facts) {
    Place place = place(identity, model);
    Seen own = identity.session().isEmpty() ? null : seen.get(place);
    Seen tool = seen.get(place.anySession());
    Seen like = tool == null ? seen.get(place.anyTool()) : tool;
    long longest = Math.max(own == null ? 0 : own.longest(), like == null ? 0 : like.longest());
    if (own != null) {
      return new Likely(divided(own, own.tokensOf(facts.promptBytes())), false, longest);
    }
    return like == null
        ? Likely.of(facts)
        : new Likely(TokenCounts.of(like.tokensOf(facts.promptBytes()), 0), true, longest);
  }

  /** What a call has used. Only what the reply told to its end is learned from. */
  synchronized void learn(Identity identity, String model, RequestFacts facts, Usage used) {
    TokenCounts tokens = used.tokens();
    if (used.provenance() != Provenance.EXACT
        || tokens.context() == 0
        || tokens.audioIn() > 0
        || facts.promptBytes() == 0) {
      return;
    }
    var now = new Seen(facts.promptBytes(), tokens, tokens.output() / facts.answers());
    Place place = place(identity, model);
    if (!identity.session().isEmpty()) {
      note(place, now);
    }
    if (now.isTelling()) {
      note(place.anySession(), now);
      note(place.anyTool(), now);
    }
  }

  private void note(Place place, Seen now) {
    seen.merge(place, now, (before, next) -> next.after(before));
  }

  /** A cache that is written is read by the next call; one that is only read keeps its share. */
  private static TokenCounts divided(Seen own, long context) {
    TokenCounts before = own.tokens();
    long read =
        before.cacheWrite() > 0
            ? Math.min(context, before.cacheRead() + before.cacheWrite())
            : context * before.cacheRead() / before.context();
    long rest = context - read;
    if (before.cacheWrite1h() > 0) {
      return new TokenCounts(0, 0, read, 0, rest, 0, 0, 0);
    }
    return before.cacheWrite5m() > 0
        ? new TokenCounts(0, 0, read, rest, 0, 0, 0, 0)
        : new TokenCounts(rest, 0, read, 0, 0, 0, 0, 0);
  }

  private static Place place(Identity identity, String model) {
    return new Place(identity.tool(), identity.session(), model);
  }
}
