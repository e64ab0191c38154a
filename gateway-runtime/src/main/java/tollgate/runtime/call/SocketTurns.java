package tollgate.runtime.call;

import java.nio.ByteBuffer;
import java.util.Optional;
import tollgate.api.dialect.SocketDialect;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.event.Events;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.socket.Farewell;
import tollgate.runtime.socket.Heard;
import tollgate.runtime.socket.SocketGone;
import tollgate.runtime.upstream.SocketLeg;

/**
 * Serves what clients say on their WebSockets: a message that opens a turn becomes a call of its
 * own, with its own id, generation, row and settlement; any other goes upstream as it is. A turn
 * that is refused is answered in a message, and the socket goes on.
 */
final class SocketTurns {

  private final Generations<Generation> generations;
  private final Reception reception;
  private final Admission admission;
  private final TurnDispatcher dispatcher;
  private final Refusals refusals;
  private final TurnAway turnAway;

  SocketTurns(
      Generations<Generation> generations,
      Reception reception,
      Admission admission,
      TurnDispatcher dispatcher,
      Refusals refusals,
      TurnAway turnAway) {
    this.generations = generations;
    this.reception = reception;
    this.admission = admission;
    this.dispatcher = dispatcher;
    this.refusals = refusals;
    this.turnAway = turnAway;
  }

  /**
   * Serves a message and, if it opens a turn, that turn to its end.
   *
   * @return false when the connection is over; both sides were told why
   */
  boolean serve(Upgrade upgrade, Heard.Message message, SocketPair pair) throws SocketGone {
    try (var pin = generations.pin()) {
      var arrival = reception.arrival(upgrade, pin.value());
      Optional<SocketDialect> socket = arrival.dialect().socket();
      if (socket.isEmpty() || !stillLeads(pair.leg(), pin.value())) {
        pair.close(Farewell.goingAway("what serves this connection was changed"));
        return false;
      }
      Outcome<JsonDocument> document = RequestReader.scan(message.bytes());
      if (document instanceof Passed<JsonDocument>(var read)
          && !socket.get().opensTurn(read.root())) {
        pair.toUpstream(message.text(), ByteBuffer.wrap(message.bytes()));
        return true;
      }
      if (pair.clientLeft()) {
        return true; // nobody waits for the answer any more, and it may cost
      }
      var turn = new Turn(arrival, socket.get(), message, pair);
      return ScopedValue.where(Events.CALL, arrival.id().text()).call(() -> serve(turn, document));
    }
  }

  /** A message that opens a turn, and where. */
  record Turn(Arrival arrival, SocketDialect socket, Heard.Message message, SocketPair pair) {}

  /** A socket outlives a change of settings; a turn must not go where they lead no more. */
  private static boolean stillLeads(SocketLeg leg, Generation generation) {
    return generation.providers().find(leg.provider()).filter(leg::leadsTo).isPresent();
  }

  private boolean serve(Turn turn, Outcome<JsonDocument> document) throws SocketGone {
    var arrival = turn.arrival();
    var running = new RunningCall(arrival);
    var leg = turn.pair().leg();
    reception.registry().enter(running);
    try {
      var read = document.then(found -> RequestReader.read(arrival, turn.message().bytes(), found));
      return switch (admission.admit(read, arrival, running, routed -> bound(routed, leg))) {
        case Passed<FundedCall>(var funded) -> dispatcher.dispatch(funded, running, turn);
        case Refused<FundedCall>(var problem) -> {
          refuse(turn, running, problem);
          yield true;
        }
      };
    } finally {
      reception.registry().leave(running);
    }
  }

  private static Outcome<RoutedCall> bound(RoutedCall routed, SocketLeg leg) {
    return routed.provider().id().equals(leg.provider())
        ? new Passed<>(routed.to(leg.login(routed.provider())))
        : new Refused<>(
            RequestProblem.REQUEST_OTHER_PROVIDER.report(
                routed.model(), routed.provider().id(), leg.provider()));
  }

  private void refuse(Turn turn, RunningCall running, ProblemReport problem) throws SocketGone {
    String tool = running.identity().tool();
    turnAway.refuse(
        turn.arrival(),
        running,
        problem,
        refusal -> {
          var message =
              refusals.message(
                  turn.arrival(), turn.socket(), tool, refusal, BudgetWords.field(running.left()));
          turn.pair().toClient(message.text());
          return message.status();
        });
  }
}
