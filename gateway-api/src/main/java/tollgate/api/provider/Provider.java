package tollgate.api.provider;

import java.util.Optional;
import java.util.Set;
import tollgate.api.call.DialectId;
import tollgate.api.call.ReplyHead;
import tollgate.api.json.JsonView;

/**
 * One open upstream. {@link #prepare} and {@link #notes} run on the call's thread for every call,
 * are pure and never block.
 *
 * @since 1.0
 */
public interface Provider extends AutoCloseable {

  /** The dialects this upstream speaks; a call in another one is not routed here. */
  Set<DialectId> dialects();

  /**
   * Whether it takes WebSockets at the paths where its dialects are spoken so. The upgrade is
   * dressed by {@link #prepare} like a GET without a model, and every turn once more for the edits
   * of its message; what that says of path and fields comes too late and is not used.
   *
   * <p>A provider with an {@link #exchange} of its own has none.
   */
  default boolean sockets() {
    return false;
  }

  /**
   * Dresses one request: the path it goes to, the fields it carries, the body edits it needs.
   *
   * <p>The call's headers come without hop-by-hop fields, without the client's credential and
   * without what only the gateway reads; this method adds the upstream's credential.
   */
  OutboundRequest prepare(OutboundCall call);

  /** What the head of a reply tells beside the reply itself. */
  ReplyNotes notes(ReplyHead head);

  /**
   * What an error reply tells once its body is known as well. Asked after {@link
   * #notes(ReplyHead)}, for replies which that one calls broken or limited: the body may tell that
   * something behind the upstream fails and not the upstream, or for how long.
   *
   * @param body the reply's body; of kind MISSING when it is not a small JSON document
   */
  default ReplyNotes notes(ReplyHead head, JsonView body) {
    return notes(head);
  }

  /**
   * The provider's own way to carry a request, for upstreams that are not HTTP (a process, say);
   * empty for the gateway's HTTP client.
   */
  default Optional<Exchange> exchange() {
    return Optional.empty();
  }

  /** Lets go of what {@link ProviderTransform#open} took; after the last call that used it. */
  @Override
  default void close() {}
}
