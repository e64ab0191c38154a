package tollgate.runtime.call;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import tollgate.runtime.call.SocketTurns.Turn;
import tollgate.runtime.socket.SocketGone;
import tollgate.runtime.upstream.BreakerOpen;
import tollgate.runtime.upstream.SocketTurn;

/** Sends funded turns upstream and relays what comes back; says how each ended, whatever way. */
final class TurnDispatcher {

  private final CallFeed feed;
  private final Refusals refusals;
  private final CallMeters meters;
  private final Settler settler;

  TurnDispatcher(CallFeed feed, Refusals refusals, CallMeters meters, Settler settler) {
    this.feed = feed;
    this.refusals = refusals;
    this.meters = meters;
    this.settler = settler;
  }

  /** Serves a turn to its end and settles it; false when the connection is over with it. */
  boolean dispatch(FundedCall funded, RunningCall running, Turn turn) throws SocketGone {
    var goesOn = new AtomicBoolean();
    settler.settle(
        funded,
        running,
        () -> {
          var tries = new Tries(funded, running, meters);
          var leg = new TurnLeg(funded, turn, running, feed, refusals, tries);
          Ending ending = dispatch(funded, running, turn, leg);
          goesOn.set(leg.goesOn());
          return ending;
        });
    return goesOn.get();
  }

  private static Ending dispatch(FundedCall funded, RunningCall running, Turn turn, TurnLeg leg)
      throws SocketGone {
    ByteBuffer message;
    try {
      message = joined(Outbound.dress(funded.routed()).body());
    } catch (RuntimeException fault) {
      String plugin = funded.routed().provider().type();
      return leg.turnedAway(PluginFault.of(plugin, fault), false);
    } finally {
      funded.call().body().release();
    }
    SocketTurn pass;
    try {
      pass = turn.pair().leg().begin();
    } catch (BreakerOpen open) {
      return leg.unanswered(open);
    }
    try {
      running.cancelBy(turn.pair()::wake);
      running.entered(RunningCall.Stage.DISPATCHED);
      funded.reservation().dispatched();
      return leg.relay(pass, message);
    } finally {
      pass.dropped(); // no word after a verdict
    }
  }

  /** A message leaves in one frame; unless something was changed it lies in one piece. */
  private static ByteBuffer joined(List<ByteBuffer> slices) {
    if (slices.size() == 1) {
      return slices.getFirst();
    }
    int length = slices.stream().mapToInt(ByteBuffer::remaining).sum();
    ByteBuffer whole = ByteBuffer.allocate(length);
    slices.forEach(slice -> whole.put(slice.duplicate()));
    return whole.flip();
  }
}
