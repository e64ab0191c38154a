package tollgate.runtime.call;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.usage.Usage;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.LifecycleEvent;
import tollgate.runtime.relay.RelayWatch;

/**
 * Follows one reply for everyone who wants to know: the registry, the row's notes, the live feed.
 */
final class CallWatch implements RelayWatch {

  private final FundedCall funded;
  private final RunningCall running;
  private final Renewal renewal;
  private final CallFeed feed;
  private final Refusals refusals;
  private final Runnable begun;

  /**
   * A watch.
   *
   * @param begun told when the first byte has come
   */
  CallWatch(
      FundedCall funded, RunningCall running, CallFeed feed, Refusals refusals, Runnable begun) {
    this.begun = begun;
    this.refusals = refusals;
    this.funded = funded;
    this.running = running;
    this.renewal = new Renewal(funded, running);
    this.feed = feed;
  }

  @Override
  public void firstByte() {
    running.entered(RunningCall.Stage.STREAMING);
    begun.run();
  }

  @Override
  public void running(Usage usage) {
    running.used(usage);
    funded.reservation().progress(usage, funded.hold(usage, TokenEstimate.OUTPUT_TRANCHE));
    if (feed.watched()) {
      feed.tell(
          new CallEvent.Progressed(
              funded.call().arrival().id().text(), Instant.now(), usage.tokens()));
    }
  }

  @Override
  public void passed(Supplier<Usage> usage) {
    if (renewal.isCapped()) {
      renewal.used(usage.get());
    }
  }

  @Override
  public boolean stopped() {
    return running.asked() == RunningCall.Ask.STOP;
  }

  @Override
  public Refusal refusal() {
    return Refusals.refusal(funded.call().arrival(), running.why(), Duration.ZERO);
  }

  @Override
  public Manner manner() {
    var arrival = funded.call().arrival();
    return refusals.manner(arrival, running.identity().tool(), running.why().problem().kind());
  }

  @Override
  public boolean clientLeft() {
    return running.asked() == RunningCall.Ask.CLIENT_LEFT;
  }

  @Override
  public void blind(String reason, Throwable cause) {
    Events.log(
        LifecycleEvent.RELAY_TAP_BLIND,
        "dialect",
        funded.call().facts().dialect(),
        "provider",
        funded.routed().provider().id(),
        "reason",
        reason,
        "err",
        cause);
  }

  @Override
  public void unread() {
    Events.log(
        LifecycleEvent.RELAY_EVENT_UNREAD,
        "dialect",
        funded.call().facts().dialect(),
        "provider",
        funded.routed().provider().id());
  }
}
