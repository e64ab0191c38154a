package tollgate.runtime.call;

import tollgate.api.call.Identity;
import tollgate.runtime.ledger.CallOpening;

/** Puts into the ledger's words what the stages found out. */
final class Openings {

  /** The longest User-Agent and path a row keeps. */
  private static final int TEXT_LIMIT = 512;

  private Openings() {}

  static CallOpening of(
      ClientCall call,
      Identity identity,
      Caller caller,
      CallOpening.Groups groups,
      CallOpening.Decided decided) {
    var arrival = call.arrival();
    var facts = call.facts();
    return new CallOpening(
        arrival.id(),
        arrival.at(),
        CallOpening.GATEWAY,
        new CallOpening.Who(
            identity,
            caller.keyId(),
            caller.keyName(),
            arrival.peer(),
            cut(arrival.head().headers().first("user-agent"))),
        new CallOpening.What(
            arrival.dialect().id(),
            arrival.head().method(),
            cut(arrival.head().path()),
            facts.model(),
            facts.streaming(),
            facts.toolResults()),
        groups,
        decided,
        arrival.elapsedNanos());
  }

  /** What a row says of a call that was turned away, from what the stages had found out by then. */
  static CallOpening turnedAway(Arrival arrival, RunningCall running) {
    var facts = running.facts();
    return new CallOpening(
        arrival.id(),
        arrival.at(),
        CallOpening.GATEWAY,
        new CallOpening.Who(
            running.identity(),
            "",
            running.key(),
            arrival.peer(),
            cut(arrival.head().headers().first("user-agent"))),
        new CallOpening.What(
            arrival.dialect().id(),
            arrival.head().method(),
            cut(arrival.head().path()),
            facts.model(),
            facts.streaming(),
            facts.toolResults()),
        CallOpening.Groups.NONE,
        running.decided(),
        arrival.elapsedNanos());
  }

  private static String cut(String text) {
    return text.length() <= TEXT_LIMIT ? text : text.substring(0, TEXT_LIMIT);
  }
}
