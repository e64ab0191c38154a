package tollgate.runtime.plugin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Events;

/**
 * Stands between a call and a contribution that every call asks: what it throws is caught and
 * counted, and one that keeps throwing, or blocks its call's thread for too long, is set aside for
 * a while that doubles each time, up to an hour.
 *
 * <p>Time is the wall's, for virtual threads know no other, and a busy machine can halt anybody for
 * 50 ms. So a contribution, which is pure, is asked the same thing again before it is blamed: twice
 * in a row too slow is slow. One that took a whole second is not asked again.
 *
 * <p>A plugin that hangs cannot be stopped from outside: the one call that is inside stays stuck.
 * The guard keeps the next ones out.
 */
public final class PluginGuard {
  private static final int MOST_DOUBLINGS = 16;

  /**
   * What is borne.
   *
   * @param faultsInARow how many faults without a success between set a contribution aside
   * @param longestCall one call that takes longer sets it aside
   * @param unmistakable one that takes so long is set aside without a second look
   * @param firstRest how long it is left alone the first time
   * @param longestRest the most it is left alone
   */
  public record Limits(
      int faultsInARow,
      Duration longestCall,
      Duration unmistakable,
      Duration firstRest,
      Duration longestRest) {

    /** Five faults, or 50 ms twice, or one second; one minute, up to an hour. */
    public static final Limits ORDINARY =
        new Limits(
            5,
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofHours(1));
  }

  private final Limits limits;
  private final long longestCallNanos;
  private final long unmistakableNanos;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  /** A guard on the machine's own clocks. */
  public PluginGuard(Limits limits) {
    this(limits, InstantSource.system(), System::nanoTime);
  }

  PluginGuard(Limits limits, InstantSource clock, LongSupplier nanoTime) {
    this.limits = limits;
    this.longestCallNanos = limits.longestCall().toNanos();
    this.unmistakableNanos = limits.unmistakable().toNanos();
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Calls a contribution.
   *
   * @param call pure: it may be made a second time
   * @param otherwise the answer where it throws, answers {@code null} or is set aside
   */
  public <R> R call(Contribution<?> contribution, Supplier<R> call, R otherwise) {
    Vitals vitals = contribution.vitals();
    if (!vitals.isServing() && !returns(vitals)) {
      return otherwise;
    }
    vitals.called();
    long began = nanoTime.getAsLong();
    R answer = attempt(contribution, call, otherwise);
    long took = nanoTime.getAsLong() - began;
    vitals.took(took);
    if (took > longestCallNanos) {
      overran(contribution, took);
      if (took > unmistakableNanos || isSlowAgain(contribution, call, otherwise)) {
        setAside(contribution);
      }
    }
    return answer;
  }

  /**
   * Calls a contribution without which a call cannot go on. It is set aside after as many faults as
   * any other; how long it takes is only counted.
   *
   * @throws PluginAside while it is set aside
   * @throws PluginFailure where it throws
   */
  <R> R demand(Contribution<?> contribution, Supplier<R> call) {
    Vitals vitals = contribution.vitals();
    if (!vitals.isServing() && !returns(vitals)) {
      throw new PluginAside(
          contribution.pluginId(), vitals.asideUntil().orElse(clock.instant()), clock.instant());
    }
    try {
      return attend(contribution, call::get);
    } catch (PluginFailure failure) {
      if (vitals.faultsInARow() >= limits.faultsInARow()) {
        setAside(contribution);
      }
      throw failure;
    }
  }

  /** What may fail for a reason that is no fault. */
  @FunctionalInterface
  interface Work<R, X extends Exception> {
    /** Does it. */
    R get() throws X;
  }

  /**
   * Calls a contribution, set aside or not, and counts how it fares.
   *
   * @throws PluginFailure where it throws what it may not
   */
  <R, X extends Exception> R attend(Contribution<?> contribution, Work<R, X> work) throws X {
    contribution.vitals().called();
    long began = nanoTime.getAsLong();
    try {
      R answer = notNull(work.get());
      contribution.vitals().succeeded();
      return answer;
    } catch (StackOverflowError endlessRecursion) { // the stack is whole again here
      throw failure(contribution, endlessRecursion);
    } catch (VirtualMachineError hopeless) {
      throw hopeless;
    } catch (RuntimeException | Error fault) {
      throw failure(contribution, fault);
    } finally {
      long took = nanoTime.getAsLong() - began;
      contribution.vitals().took(took);
    }
  }

  private PluginFailure failure(Contribution<?> contribution, Throwable fault) {
    failed(contribution, fault);
    return new PluginFailure(contribution.pluginId(), fault);
  }

  private static <R> R notNull(@Nullable R answer) {
    if (answer == null) {
      throw new NullPointerException("the answer is null");
    }
    return answer;
  }

  private <R> boolean isSlowAgain(Contribution<?> contribution, Supplier<R> call, R otherwise) {
    long began = nanoTime.getAsLong();
    attempt(contribution, call, otherwise);
    return nanoTime.getAsLong() - began > longestCallNanos;
  }

  private boolean returns(Vitals vitals) {
    if (vitals.isAsideAt(clock.millis())) {
      return false;
    }
    vitals.serveAgain();
    return true;
  }

  private <R> R attempt(Contribution<?> contribution, Supplier<R> call, R otherwise) {
    try {
      R answer = notNull(call.get());
      contribution.vitals().succeeded();
      return answer;
    } catch (StackOverflowError endlessRecursion) { // the stack is whole again here
      blame(contribution, endlessRecursion);
    } catch (VirtualMachineError hopeless) {
      throw hopeless;
    } catch (Throwable fault) {
      blame(contribution, fault);
    }
    return otherwise;
  }

  private void blame(Contribution<?> contribution, Throwable fault) {
    failed(contribution, fault);
    if (contribution.vitals().faultsInARow() >= limits.faultsInARow()) {
      setAside(contribution);
    }
  }

  private static void failed(Contribution<?> contribution, Throwable fault) {
    contribution.vitals().failed(fault);
    long times = contribution.vitals().faults();
    if (Long.bitCount(times) == 1) { // the 1st, 2nd, 4th, 8th …: seen at once, and no flood
      Events.log(
          ChangeEvent.PLUGIN_FAULT,
          "plugin",
          contribution.pluginId(),
          "where",
          contribution.value().getClass().getName(),
          "times",
          times,
          "err",
          fault);
    }
  }

  private void overran(Contribution<?> contribution, long tookNanos) {
    contribution.vitals().overran();
    Events.log(
        ChangeEvent.PLUGIN_SLOW,
        "plugin",
        contribution.pluginId(),
        "where",
        contribution.value().getClass().getName(),
        "duration_ms",
        tookNanos / 1_000_000,
        "limit_ms",
        limits.longestCall().toMillis());
  }

  private void setAside(Contribution<?> contribution) {
    Vitals vitals = contribution.vitals();
    if (vitals.setAside(times -> clock.millis() + restMillis(times))) {
      Events.log(
          ChangeEvent.PLUGIN_SET_ASIDE,
          "plugin",
          contribution.pluginId(),
          "where",
          contribution.value().getClass().getName(),
          "times",
          vitals.timesSetAside(),
          "rest_ms",
          restMillis(vitals.timesSetAside()));
    }
  }

  private long restMillis(int times) {
    long doubled = limits.firstRest().toMillis() << Math.min(times - 1, MOST_DOUBLINGS);
    return Math.min(doubled, limits.longestRest().toMillis());
  }
}
