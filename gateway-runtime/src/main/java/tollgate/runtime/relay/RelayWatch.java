package tollgate.runtime.relay;

import java.util.function.Supplier;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.usage.Usage;

/**
 * Who follows one call while its reply is relayed. Called on the call's own thread between two
 * reads, so nothing here may block.
 *
 * <p>To end a call from another thread, first make {@link #stopped} or {@link #clientLeft} answer
 * {@code true}, then close the {@code ExchangeReply}: the read that is waiting fails, and the relay
 * asks here why.
 */
public interface RelayWatch {

  /** The upstream's first byte has come. */
  void firstByte();

  /** Usage so far; at most once a second, the first time one second after the first byte. */
  void running(Usage usage);

  /**
   * A piece of the reply has gone to the client and was read.
   *
   * @param usage tells usage so far, to whom it matters that soon
   */
  void passed(Supplier<Usage> usage);

  /** Whether the call is to be ended now: by an operator or because its money is spent. */
  boolean stopped();

  /** Why it is to be ended, for the client; asked only after {@link #stopped} said so. */
  Refusal refusal();

  /** How the client wants that to be told; asked only after {@link #stopped} said so. */
  Manner manner();

  /** Whether the client is known to have left although nothing was written meanwhile. */
  boolean clientLeft();

  /** An event was longer than can be read and is passed on unread; told for each such event. */
  void unread();

  /**
   * The reply is not read any more, only relayed: a reader has thrown, the encoding is unknown or
   * broken. Told at most once.
   *
   * @param reason one sentence for the log
   * @param cause what showed it
   */
  void blind(String reason, Throwable cause);
}
