package tollgate.runtime.call;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tollgate.runtime.socket.Bell;
import tollgate.runtime.socket.Farewell;
import tollgate.runtime.socket.Heard;
import tollgate.runtime.socket.MessageEnd;
import tollgate.runtime.socket.SocketGone;
import tollgate.runtime.upstream.SocketLeg;

/**
 * A client's WebSocket and the provider's behind it. Used by the one thread that serves both, but
 * for {@link #wake}.
 */
final class SocketPair {

  private final MessageEnd client;
  private final SocketLeg leg;
  private final Bell bell;
  private Optional<Heard> held = Optional.empty();
  private boolean inUpstreamMessage;

  SocketPair(MessageEnd client, SocketLeg leg, Bell bell) {
    this.client = client;
    this.leg = leg;
    this.bell = bell;
  }

  SocketLeg leg() {
    return leg;
  }

  /** Whether both connections stand. */
  boolean opened() {
    return client.opened() && leg.end().opened();
  }

  /** Begins to listen to both sides. */
  void begin() {
    client.begin();
    leg.end().begin();
  }

  /** Has the serving thread look around; from any thread. */
  void wake() {
    bell.ring();
  }

  int rings() {
    return bell.rings();
  }

  void await(int rings, long end) throws SocketGone {
    bell.await(rings, end);
  }

  /** What the upstream has to tell. */
  Optional<Heard> fromUpstream() {
    return leg.end().poll();
  }

  /**
   * What the client has to tell; nothing while it has but the beginning of a message of the
   * upstream's, in the midst of which no answer could be put.
   */
  Optional<Heard> fromClient() {
    if (inUpstreamMessage) {
      return Optional.empty();
    }
    if (held.isPresent()) {
      Optional<Heard> first = held;
      held = Optional.empty();
      return first;
    }
    return client.poll();
  }

  /** Keeps something of the client's for later; nothing behind it is taken before it. */
  void hold(Heard something) {
    held = Optional.of(something);
  }

  /** Whether something of the client's waits for the turn to end. */
  boolean isHolding() {
    return held.isPresent();
  }

  /** Whether the client will not listen any more. */
  boolean clientLeft() {
    return client.farewell().isPresent();
  }

  /** Sends a piece on; its bytes stay as they are. */
  void toClient(Heard.Piece piece) throws SocketGone {
    inUpstreamMessage = !piece.last();
    client.send(piece.text(), piece.first(), piece.last(), piece.bytes().duplicate());
  }

  /** Sends a text of our own. */
  void toClient(String text) throws SocketGone {
    client.send(true, true, true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sends a message on. */
  void toUpstream(boolean text, ByteBuffer message) throws SocketGone {
    leg.end().send(text, true, true, message);
  }

  /** The client is gone or was told so; the upstream has nothing more to do. */
  void clientIsOver() {
    Farewell said = client.farewell().filter(Farewell::isSaid).orElse(gone());
    leg.end().close(said);
  }

  private static Farewell gone() {
    return Farewell.goingAway("the client has left");
  }

  /** The upstream is gone: the client hears what it said, or that it is lost. */
  void upstreamIsOver(Farewell said) {
    client.close(said.isSaid() ? said : Farewell.failed("the connection to the provider is lost"));
    leg.end().close(said);
  }

  /** One of the two does not take any more what is sent to it. */
  void oneIsOver() {
    if (clientLeft()) {
      clientIsOver();
    } else {
      upstreamIsOver(leg.end().farewell().orElse(Farewell.LOST));
    }
  }

  /** Ends both, for the same reason told to the client. */
  void close(Farewell toClient) {
    client.close(toClient);
    leg.end().close(gone());
  }

  /** How long a message of the client's may be, in bytes. */
  long longestMessage() {
    return client.longest();
  }
}
