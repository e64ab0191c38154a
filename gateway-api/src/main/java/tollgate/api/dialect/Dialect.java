package tollgate.api.dialect;

import java.util.List;
import java.util.Optional;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.WireReply;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;

/**
 * One wire language between tools and models: how a request is read, how a refusal looks, how usage
 * is told, how a stream ends.
 *
 * <p>All methods run on the call's thread, must not block and must not keep views. A dialect is one
 * object for all calls and holds no state; what belongs to one reply lives in its {@link
 * ReplyReader}.
 *
 * <pre>
 *   client request ──read──▶ RequestFacts ──adapt──▶ edits ──▶ upstream
 *                                │                               │
 *                             refuse ◀── any stage            reader ──event/whole──▶ Usage
 * </pre>
 *
 * @since 1.0
 */
public interface Dialect {

  /** The language's name. */
  DialectId id();

  /** The requests this dialect answers for. Two dialects must not claim the same one. */
  List<Endpoint> endpoints();

  /**
   * Reads what the gateway needs to know of a request, in one pass. A message that opens a turn on
   * a WebSocket is read as if it were a body.
   *
   * @param head the request's head; for a turn that of the upgrade, whose method is GET
   * @param body the body as JSON; of kind MISSING for a request without one
   * @throws MalformedRequest when the body lacks what the dialect cannot do without, or holds it in
   *     the wrong type; the client gets status 400 with the message
   */
  RequestFacts read(ClientHead head, JsonView body) throws MalformedRequest;

  /**
   * Whether requests and replies may be something else than JSON and events: forms with files,
   * sound, pictures, plain text. {@link #read} then sees the short text fields of a form as an
   * object whose members are texts (a repeated field as an array of them), and a body of kind
   * MISSING for anything else; none of them can be edited. Otherwise such a request gets status
   * 415, and a page of text in place of JSON becomes a 502.
   */
  default boolean carriesFiles() {
    return false;
  }

  /** The edits that make a request do what is wanted; empty when it does already. */
  List<JsonEdit> adapt(RequestFacts facts, Wanted wanted);

  /**
   * The path to ask upstream when the model is part of the path and was changed.
   *
   * @return the path as to be sent, by default the client's
   */
  default String adaptPath(ClientHead head, Wanted wanted) {
    return head.path();
  }

  /** A refusal in this dialect's error shape. */
  WireReply refuse(Refusal refusal, Manner manner);

  /** A new reader for one reply with a status below 400. */
  ReplyReader reader(RequestFacts facts, ReplyHead head);

  /** How this dialect lists models; empty when it does not. */
  default Optional<ModelList> models() {
    return Optional.empty();
  }

  /**
   * How this dialect runs over WebSocket, at the paths its endpoints name with {@link
   * Endpoint#socket}; empty when it does not.
   */
  default Optional<SocketDialect> socket() {
    return Optional.empty();
  }
}
