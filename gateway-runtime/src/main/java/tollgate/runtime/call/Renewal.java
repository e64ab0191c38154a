package tollgate.runtime.call;

import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;

/**
 * Keeps what a running answer holds ahead of what it has used. As the answer nears the end of what
 * it holds, the till is asked for the next piece; where a cap has none, the call is to end. What
 * the reply tells of its prompt puts right what was guessed; a prompt that was dearer than the cap
 * has room for ends the answer only if there is more of it to come.
 *
 * <p>An answer that reasons where nobody sees it keeps all that it held at its start, for the
 * reasoning may have used it. One that is longer than it was asked to be is watched from there on.
 */
final class Renewal {

  /** Output that is asked for at once. */
  private static final long PIECE = TokenEstimate.OUTPUT_TRANCHE;

  /** Output that may come between two looks. */
  private static final long ON_ITS_WAY = 16;

  private final FundedCall funded;
  private final RunningCall running;
  private final boolean capped;

  /** The most output there can be; {@link Long#MAX_VALUE} where nobody said. */
  private final long limit;

  /** How much output is held for what cannot be seen. */
  private final long unseen;

  private long context;

  /** The output at which to ask for more. */
  private long askAt;

  Renewal(FundedCall funded, RunningCall running) {
    this.funded = funded;
    this.running = running;
    var facts = funded.call().facts();
    long clamp = funded.routed().judged().orders().clamp();
    this.capped = facts.streaming() && !funded.reservation().left().isEmpty();
    this.limit = Math.min(orMost(facts.maxOutputTokens()), orMost(clamp));
    this.unseen = OutputLimit.isWatched(facts) ? 0 : funded.output();
    this.askAt = askAt(0, funded.output());
  }

  private static long orMost(long tokens) {
    return tokens > 0 ? tokens : Long.MAX_VALUE;
  }

  /** Whether what the answer may use is limited, and is to be looked at. */
  boolean isCapped() {
    return capped;
  }

  /** So much was used by now. */
  void used(Usage usage) {
    boolean told = usage.tokens().context() != context;
    long output = usage.tokens().output();
    if (!told && output < askAt) {
      return;
    }
    boolean grown = output >= askAt;
    context = usage.tokens().context();
    long rest = output > limit ? Long.MAX_VALUE : limit - output;
    long wish = Math.min(Math.max(PIECE + ON_ITS_WAY, unseen - output), rest);
    long needed = Math.min(ON_ITS_WAY, rest);
    if (funded.reservation().renew(funded.hold(usage, needed), funded.hold(usage, wish))) {
      long least = Math.min(needed + 1, wish);
      var more = new OutputLimit(1, least, least, wish);
      Amount held = funded.reservation().hold();
      askAt = askAt(output, more.within(held, tokens -> funded.hold(usage, tokens)));
    } else if (grown) {
      end();
    } else {
      askAt = output + 1;
    }
  }

  /** Once all there can be is held, when there is more than can be. */
  private long askAt(long output, long held) {
    boolean all = output <= limit && held >= limit - output;
    return all ? limit + 1 : output + held - ON_ITS_WAY;
  }

  private void end() {
    Lease.Left none = BudgetWords.tightest(funded.reservation().left()).orElseThrow();
    Events.log(
        AccessEvent.BUDGET_REACHED,
        "cap",
        none.cap().name(),
        "limit",
        none.cap().unit().text(none.cap().most()));
    running.endAt(none.cap());
  }
}
