package tollgate.runtime.relay;

import java.io.IOException;

/** How the relaying of a reply ended. The upstream is closed whichever it was. */
public sealed interface Delivery {

  /** What was counted until then. */
  Tally tally();

  /**
   * The upstream ended its reply and the client has all of it. Whether the reply was a complete one
   * in its dialect is another question: {@link Tally#ended}.
   */
  record Delivered(Tally tally) implements Delivery {}

  /** The client left before the end. */
  record ClientLeft(Tally tally) implements Delivery {}

  /**
   * The upstream broke off or fell silent for too long. The client's reply was broken off as well,
   * unless nothing had been written: then the sink is untouched and can take a refusal.
   */
  record UpstreamBroke(Tally tally, IOException cause) implements Delivery {}

  /**
   * The watch had the call ended, and the client got the dialect's own ending or, where none was
   * possible, a broken reply; unless nothing had been written: then the sink is untouched and can
   * take a refusal.
   */
  record Stopped(Tally tally) implements Delivery {}
}
