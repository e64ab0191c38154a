package tollgate.runtime.call;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import tollgate.api.call.Headers;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.SocketTurns.Turn;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.ledger.State;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.UpstreamProblem;
import tollgate.runtime.relay.Delivery;
import tollgate.runtime.relay.SocketTap;
import tollgate.runtime.relay.Tally;
import tollgate.runtime.socket.Bell;
import tollgate.runtime.socket.Farewell;
import tollgate.runtime.socket.Heard;
import tollgate.runtime.socket.SocketGone;
import tollgate.runtime.upstream.BreakerOpen;
import tollgate.runtime.upstream.SocketTurn;
import tollgate.runtime.upstream.TryListener.Try;
import tollgate.runtime.upstream.UpstreamFailure;

/**
 * One turn from its dispatch to its end, as far as the upstream has a part in it. Every piece goes
 * to the client first and is then read. A client's further message that opens a turn waits for the
 * end of this one; others go upstream at once.
 *
 * <p>A row of a turn has the status of its relay: 200 once something came.
 */
final class TurnLeg {

  /** How long a stopped turn waits for the rest of the message under way. */
  private static final Duration LAST_PIECES = Duration.ofMillis(250);

  private static final int RELAYED = 200;

  private final FundedCall funded;
  private final Turn turn;
  private final SocketPair pair;
  private final RunningCall running;
  private final Refusals refusals;
  private final Endings endings;
  private final LegEvents events;
  private final Tries tries;
  private final CallWatch watch;
  private final SocketTap tap;
  private final long sentAt = System.nanoTime();
  private long stopEnd = Bell.NEVER;
  private boolean begun;
  private boolean goesOn = true;

  TurnLeg(
      FundedCall funded,
      Turn turn,
      RunningCall running,
      CallFeed feed,
      Refusals refusals,
      Tries tries) {
    this.funded = funded;
    this.turn = turn;
    this.pair = turn.pair();
    this.running = running;
    this.refusals = refusals;
    this.tries = tries;
    this.endings = new Endings(funded);
    this.events = new LegEvents(funded);
    this.watch =
        new CallWatch(
            funded, running, feed, refusals, () -> events.firstChunk(endings.headMillis()));
    this.tap =
        new SocketTap(
            turn.socket(), turn.socket().reader(funded.call().facts()), watch, System::nanoTime);
  }

  /** Whether the connection outlives the turn. */
  boolean goesOn() {
    return goesOn;
  }

  /** Sends the turn's message and relays what comes back. */
  Ending relay(SocketTurn pass, ByteBuffer message) throws SocketGone {
    tries.starting(1);
    try {
      pair.toUpstream(turn.message().text(), message);
    } catch (SocketGone gone) {
      return ended(new Delivery.UpstreamBroke(tap.tally(), lost()), pass);
    }
    while (true) {
      int rings = pair.rings();
      Optional<Delivery> end = lookAround(pass);
      if (end.isPresent()) {
        return ended(end.get(), pass);
      }
      Optional<Heard> said = pair.fromUpstream();
      if (said.isPresent()) {
        end = upstreamSaid(said.get(), pass);
        if (end.isPresent()) {
          return ended(end.get(), pass);
        }
      } else if (!passClientMessage()) {
        pair.await(rings, Math.min(stopEnd, pass.nextDeadline()));
      }
    }
  }

  /** Whether the turn must end for something that neither side has just said. */
  private Optional<Delivery> lookAround(SocketTurn pass) {
    if (pair.clientLeft()) {
      running.clientLeft();
      return Optional.of(new Delivery.ClientLeft(tap.tally()));
    }
    if (watch.stopped() && mayStop()) {
      return Optional.of(new Delivery.Stopped(tap.tally()));
    }
    Optional<UpstreamFailure> overdue = pass.overdue();
    if (tap.mayBeOver() && (pair.isHolding() || overdue.isPresent())) {
      return Optional.of(new Delivery.Delivered(tap.tally()));
    }
    return overdue.map(late -> new Delivery.UpstreamBroke(tap.tally(), late));
  }

  private boolean mayStop() {
    if (stopEnd == Bell.NEVER) {
      stopEnd = System.nanoTime() + LAST_PIECES.toNanos();
    }
    return !tap.inMessage() || System.nanoTime() - stopEnd >= 0;
  }

  private Optional<Delivery> upstreamSaid(Heard said, SocketTurn pass) {
    return switch (said) {
      case Heard.Piece piece -> relayed(piece, pass);
      case Heard.Closed(var farewell) ->
          Optional.of(new Delivery.UpstreamBroke(tap.tally(), pair.leg().broke(farewell)));
      case Heard.Message _, Heard.TooLong _ ->
          throw new IllegalStateException("an upstream's messages come in pieces");
    };
  }

  private Optional<Delivery> relayed(Heard.Piece piece, SocketTurn pass) {
    noteFirst();
    try {
      pair.toClient(piece);
    } catch (SocketGone gone) {
      running.clientLeft();
      return Optional.of(new Delivery.ClientLeft(tap.tally()));
    }
    tap.read(piece.bytes(), piece.last());
    piece.done();
    pass.heard(); // what the client took to take it is not the provider's silence
    return tap.closed() ? Optional.of(new Delivery.Delivered(tap.tally())) : Optional.empty();
  }

  private void noteFirst() {
    if (!begun) {
      begun = true;
      var head = pair.leg().head();
      ReplyNotes notes = funded.routed().provider().provider().notes(head);
      endings.headCame(RELAYED, notes);
      events.headCame(head, endings.headMillis());
      tries.ended(tried(RELAYED, ""));
      tries.answered(notes);
    }
  }

  private Try tried(int status, String problem) {
    return new Try(1, Duration.ofNanos(System.nanoTime() - sentAt), status, problem);
  }

  /** Passes on what the client says meanwhile; false when there is nothing that may go now. */
  private boolean passClientMessage() {
    Optional<Heard> said = pair.isHolding() ? Optional.empty() : pair.fromClient();
    if (said.isPresent() && said.get() instanceof Heard.Message message && !opens(message)) {
      try {
        pair.toUpstream(message.text(), ByteBuffer.wrap(message.bytes()));
      } catch (SocketGone gone) {
        return false; // the upstream's end tells that it is over
      }
      return true;
    }
    said.ifPresent(pair::hold);
    return false;
  }

  private boolean opens(Heard.Message message) {
    return !(RequestReader.scan(message.bytes()) instanceof Passed<JsonDocument>(var document))
        || turn.socket().opensTurn(document.root());
  }

  private Ending ended(Delivery delivery, SocketTurn pass) {
    return switch (delivery) {
      case Delivery.Delivered(var tally) -> {
        pass.succeeded();
        yield endings.delivered(tally, "");
      }
      case Delivery.ClientLeft(var tally) -> {
        goesOn = false;
        pair.clientIsOver();
        events.clientGone(tally.bytes());
        unlessBegun("cancelled");
        yield begun ? endings.clientLeft(tally) : endings.clientLeftEarly();
      }
      case Delivery.UpstreamBroke(var tally, var cause) -> {
        pass.failed();
        yield broke(tally, cause);
      }
      case Delivery.Stopped(var tally) -> stopped(tally);
    };
  }

  private Ending broke(Tally tally, IOException cause) {
    goesOn = false;
    events.broke(cause, tally);
    ProblemReport problem =
        cause instanceof UpstreamFailure failure
            ? failure.report(pair.leg().provider())
            : UpstreamProblem.UPSTREAM_BROKE.report(pair.leg().provider(), cause.toString());
    unlessBegun(problem.problem().code());
    Ending ending = begun ? endings.cut(State.FAILED, tally, problem) : turnedAway(problem, true);
    pair.leg()
        .end()
        .farewell()
        .ifPresentOrElse(
            pair::upstreamIsOver, () -> pair.close(Farewell.failed(problem.problem().code())));
    return ending;
  }

  private Ending stopped(Tally tally) {
    goesOn = false;
    ProblemReport problem = running.why();
    unlessBegun("cancelled");
    Ending ending;
    if (begun) {
      tell(() -> {
        if (!tap.inMessage()) {
          for (String message : tap.ending(watch.refusal(), watch.manner())) {
            pair.toClient(message);
          }
        }
      });
      events.stopped(problem, tally);
      ending = endings.cut(State.ABORTED, tally, problem);
    } else {
      ending = turnedAway(problem, true);
    }
    pair.close(Farewell.policy(problem.what()));
    return ending;
  }

  private void unlessBegun(String problem) {
    if (!begun) {
      tries.ended(tried(0, problem));
      tries.failed();
    }
  }

  private UpstreamFailure lost() {
    return pair.leg().broke(pair.leg().end().farewell().orElse(Farewell.LOST));
  }

  /** The turn may not be sent now. */
  Ending unanswered(BreakerOpen open) {
    events.unanswered(open);
    return turnedAway(open.report(pair.leg().provider()), open.retryAfter(), false);
  }

  /** Refuses a turn that was reserved already. */
  Ending turnedAway(ProblemReport problem, boolean sent) {
    return turnedAway(problem, Duration.ZERO, sent);
  }

  private Ending turnedAway(ProblemReport problem, Duration wait, boolean sent) {
    var arrival = funded.call().arrival();
    String tool = running.identity().tool();
    Headers left = BudgetWords.field(funded.reservation().left());
    var refusal = Refusals.refusal(arrival, problem, wait);
    var message = refusals.message(arrival, turn.socket(), tool, refusal, left);
    tell(() -> pair.toClient(message.text()));
    boolean ended = problem.problem() == running.why().problem();
    State state = ended ? State.ABORTED : State.FAILED;
    return endings.turnedAway(state, message.status(), problem, sent);
  }

  /** Something to say to the client. */
  private interface Telling {
    void tell() throws SocketGone;
  }

  /** Says it if the client still listens; the turn ends as it does either way. */
  private void tell(Telling telling) {
    try {
      telling.tell();
    } catch (SocketGone gone) {
      goesOn = false;
    }
  }
}
