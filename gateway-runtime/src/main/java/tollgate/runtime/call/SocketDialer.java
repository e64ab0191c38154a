package tollgate.runtime.call;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.problem.UpstreamProblem;
import tollgate.runtime.socket.PieceEnd;
import tollgate.runtime.upstream.Accounts;
import tollgate.runtime.upstream.Cancellation;
import tollgate.runtime.upstream.Deadlines;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.SocketCaller;
import tollgate.runtime.upstream.SocketLeg;
import tollgate.runtime.upstream.SocketRefused;
import tollgate.runtime.upstream.SocketWish;
import tollgate.runtime.upstream.Trouble;
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
  private final Accounts accounts;
  private final CallMeters meters;
  private final Deadlines deadlines;

  SocketDialer(SocketCaller sockets, Accounts accounts, CallMeters meters, Deadlines deadlines) {
    this.sockets = sockets;
    this.accounts = accounts;
    this.meters = meters;
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

  /**
   * Asks with one of the provider's credentials after the other, until it takes one or refuses for
   * a reason that has nothing to do with them; then its last answer counts.
   *
   * @param ends makes the provider's end, anew for every try
   */
  Dialled dial(
      SocketAdmission.Granted granted, Supplier<PieceEnd> ends, Cancellation cancellation) {
    Iterator<OpenProvider> list = accounts(granted).iterator();
    try {
      while (true) {
        var asked = granted.as(list.next());
        try {
          return connected(asked, ends.get(), cancellation);
        } catch (SocketRefused refused) {
          if (!turnedDown(asked.provider(), refused.head()) || !list.hasNext()) {
            return refused(asked, refused.head());
          }
        }
      }
    } catch (UpstreamFailure failure) {
      String why = failure.report(granted.provider().id()).what();
      return new Dialled.Failed(RequestProblem.REQUEST_UPGRADE_REFUSED.report(inSentence(why)));
    } catch (RuntimeException fault) {
      return new Dialled.Failed(PluginFault.of(granted.provider().type(), fault));
    }
  }

  private Dialled connected(SocketAdmission.Granted asked, PieceEnd end, Cancellation cancellation)
      throws UpstreamFailure, SocketRefused {
    SocketWish wish = Outbound.dressUpgrade(asked, protocols(asked));
    SocketLeg leg = sockets.open(asked.provider(), wish, end, deadlines, cancellation);
    accounts.served(asked.provider(), "", asked.session());
    return new Dialled.Connected(leg);
  }

  /** Whom to ask in turn; all of them where all of them rest, for a rest is advice. */
  private List<OpenProvider> accounts(SocketAdmission.Granted granted) {
    List<OpenProvider> allowed = granted.provider().perLogin(granted.accounts());
    List<OpenProvider> ready =
        accounts.ready(granted.provider(), "", granted.session()).stream()
            .filter(allowed::contains)
            .toList();
    return ready.isEmpty() ? allowed : ready;
  }

  /**
   * Whether the answer may be another one with another credential; lets the next call know. A limit
   * may be that of a model, which nobody has named yet.
   */
  private boolean turnedDown(OpenProvider account, ReplyHead head) {
    ReplyNotes notes = account.provider().notes(head);
    Optional<Trouble> trouble = Trouble.of(head.status(), notes);
    trouble.ifPresent(why -> {
      meters.turnedDown(account.id(), why);
      if (why == Trouble.CREDENTIAL) {
        accounts.turnedDown(account, "", why, notes);
      }
    });
    return trouble.isPresent();
  }

  private static Dialled refused(SocketAdmission.Granted granted, ReplyHead head) {
    String id = granted.provider().id();
    if (SAME_OVER_HTTP.contains(head.status())) {
      return new Dialled.Denied(
          UpstreamProblem.UPSTREAM_ERROR.report(id, head.status()),
          granted.provider().provider().notes(head).retryAfter(),
          new Manner(head.status(), "", Headers.none()));
    }
    return new Dialled.Failed(
        RequestProblem.REQUEST_UPGRADE_REFUSED.report(
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
