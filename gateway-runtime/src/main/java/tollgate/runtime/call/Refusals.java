package tollgate.runtime.call;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.RefusalKind;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.WireReply;
import tollgate.api.dialect.SocketDialect;
import tollgate.api.tool.ToolDetector;
import tollgate.runtime.plugin.Contribution;
import tollgate.runtime.plugin.PluginGuard;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ReplySink;

/**
 * Turns a problem into the answer a tool obeys: the dialect gives the shape, the tool's detector
 * the manner.
 */
final class Refusals {

  /** Tells a client which call it was, so that its user can ask about it. */
  static final String CALL_FIELD = "x-tollgate-call-id";

  private final PluginGuard guard;

  Refusals(PluginGuard guard) {
    this.guard = guard;
  }

  static Refusal refusal(Arrival arrival, ProblemReport problem, Duration retryAfter) {
    return new Refusal(
        problem.problem().kind(),
        problem.problem().code(),
        problem.what(),
        problem.fix(),
        retryAfter,
        arrival.id().text());
  }

  /**
   * Answers the client; gives the status it got.
   *
   * @param beside further fields
   */
  int answer(Arrival arrival, String tool, Refusal refusal, Headers beside, ReplySink sink)
      throws ClientGone {
    Manner manner = manner(arrival, tool, refusal.kind());
    return answer(arrival, refusal, with(manner, beside), sink);
  }

  private static Manner with(Manner manner, Headers beside) {
    var fields = new Headers[] {manner.headers()};
    beside.forEach((name, value) -> fields[0] = fields[0].with(name, value));
    return new Manner(manner.status(), manner.errorType(), fields[0], manner.forgetsUnclosed());
  }

  /** Answers the client in that manner; gives the status it got. */
  int answer(Arrival arrival, Refusal refusal, Manner manner, ReplySink sink) throws ClientGone {
    WireReply reply = arrival.dialect().refuse(refusal, manner);
    Headers fields = reply.headers().with(CALL_FIELD, arrival.id().text());
    if (reply.status() == RefusalKind.UPGRADE_REFUSED.status()) {
      fields =
          fields.with("connection", "upgrade").with("upgrade", "websocket"); // RFC 9110 §15.5.22
    }
    sink.head(new ReplyHead(reply.status(), fields));
    if (reply.body().length > 0 && !arrival.head().method().equals("HEAD")) {
      sink.write(ByteBuffer.wrap(reply.body()));
    }
    sink.end(Headers.none());
    return reply.status();
  }

  /** A refusal as a message on a WebSocket, and the status told in it. */
  record Message(String text, int status) {}

  Message message(
      Arrival arrival, SocketDialect socket, String tool, Refusal refusal, Headers beside) {
    Manner manner = with(manner(arrival, tool, refusal.kind()), beside);
    return new Message(socket.refuse(refusal, manner), manner.status());
  }

  /** How a tool wants a kind of refusal put. */
  Manner manner(Arrival arrival, String tool, RefusalKind kind) {
    for (Contribution<ToolDetector> detector : arrival.generation().plugins().detectors()) {
      if (detector.name().equals(tool)) {
        Map<RefusalKind, Manner> manners =
            guard.call(detector, () -> detector.value().manners(arrival.dialect().id()), Map.of());
        return manners.getOrDefault(kind, Manner.plain(kind));
      }
    }
    return Manner.plain(kind);
  }
}
