package tollgate.runtime.call;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.socket.PieceEnd;
import tollgate.runtime.upstream.Cancellation;
import tollgate.runtime.upstream.Deadlines;
import tollgate.runtime.upstream.SocketCaller;
import tollgate.runtime.upstream.SocketLeg;
import tollgate.runtime.upstream.SocketRefused;
import tollgate.runtime.upstream.SocketWish;
import tollgate.runtime.upstream.UpstreamFailure;

/**
 * Opens the provider's WebSocket for a client's. What keeps it from opening becomes 426, so that
 * the client goes on over HTTP, where it hears the whole story; but a status that would be the same
 * there is told at once.
 */
final class SocketDialer {

  /** What a provider says of credential, permission and quota holds for every way. */
  private static final Set<Integer> SAME_OVER_HTTP = Set.of(401, 403, 429);

  private static final String PROTOCOLS = "sec-websocket-protocol";

  private final SocketCaller sockets;
  private final Deadlines deadlines;

  SocketDialer(SocketCaller sockets, Deadlines deadlines) {
    this.sockets = sockets;
    this.deadlines = deadlines;
  }

  /** How it went. */
  sealed interface Dialled {

    /** It stands. */
    record Connected(SocketLeg leg) implements Dialled {}

    /** It does not; the client is told in the manner of its tool. */
    record Failed(ProblemReport problem) implements Dialled {}

    /** The provider refused it for a reason that the client must know. */
    record Denied(ProblemReport problem, Duration retryAfter, Manner manner) implements Dialled {}
  }

  Dialled dial(SocketAdmission.Granted granted, PieceEnd end, Cancellation cancellation) {
    var provider = granted.provider();
    try {
      SocketWish wish = Outbound.dressUpgrade(granted, protocols(granted));
      return new Dialled.Connected(sockets.open(provider, wish, end, deadlines, cancellation));
    } catch (UpstreamFailure failure) {
      String why = failure.report(provider.id()).what();
      return new Dialled.Failed(Problem.REQUEST_UPGRADE_REFUSED.report(inSentence(why)));
    } catch (SocketRefused refused) {
      return refused(granted, refused.head());
    } catch (RuntimeException fault) {
      return new Dialled.Failed(PluginFault.of(provider.type(), fault));
    }
  }

  private static Dialled refused(SocketAdmission.Granted granted, ReplyHead head) {
    String id = granted.provider().id();
    if (SAME_OVER_HTTP.contains(head.status())) {
      return new Dialled.Denied(
          Problem.UPSTREAM_ERROR.report(id, head.status()),
          granted.provider().provider().notes(head).retryAfter(),
          new Manner(head.status(), "", Headers.none()));
    }
    return new Dialled.Failed(
        Problem.REQUEST_UPGRADE_REFUSED.report(
            "the provider \"" + id + "\" answered the wish with status " + head.status()));
  }

  /** The subprotocols a client offers, in its order. */
  static List<String> protocols(SocketAdmission.Granted granted) {
    return granted.call().arrival().head().headers().all(PROTOCOLS).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** The one the provider chose, empty for none. */
  static String protocol(SocketLeg leg) {
    return leg.head().headers().first(PROTOCOLS);
  }

  private static String inSentence(String sentence) {
    String plain = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return plain.startsWith("The ") ? "the " + plain.substring(4) : plain;
  }
}
