package tollgate.runtime.generation;

import java.lang.ref.WeakReference;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;

/**
 * The current generation, and the earlier ones that calls still run on.
 *
 * <pre>
 *   pin ───▶ current ◀── swap ── candidate, built aside
 *              │
 *           retired ── last pin released ──▶ janitor closes what no other generation uses
 * </pre>
 *
 * <p>Pinning is lock-free and takes some tens of nanoseconds. A pin taken in the same instant as a
 * swap holds either the old generation or the new one, whole, and never one that is being closed:
 * retiring and counting pins are one number, see {@link Slot}.
 *
 * <p>Generations share parts. The janitor marks every part of every generation that is current or
 * still pinned, and closes of a drained generation the parts without a mark; so each part is closed
 * once, after the last call that could use it, whatever the order in which generations drain.
 *
 * @param <T> an immutable value
 */
public final class Generations<T> implements AutoCloseable {
  private static final int REMEMBERED = 16;

  /** A generation that is over: only what can be told of it is kept, and whether it is gone. */
  private record Past(
      long number, Instant since, Map<String, String> contents, WeakReference<Object> value) {}

  private final Function<T, ? extends Collection<? extends AutoCloseable>> parts;
  private final Function<T, Map<String, String>> contents;
  private final Executor janitor;
  private final InstantSource clock;

  /** Guards what stands below; never taken by a call. */
  private final Object ledger = new Object();

  private final Map<Long, Slot<T>> live = new LinkedHashMap<>();
  private final Deque<Past> past = new ArrayDeque<>();

  /** Read and written under the lock. */
  private boolean closed;

  /** Written under the lock, read by every call. */
  private volatile Slot<T> current;

  /**
   * Begins with a first generation.
   *
   * @param parts what of a generation must be closed at its end, in the order of closing; asked
   *     again at that time, so it must always give the same objects
   * @param contents what can be told of a generation, before and after its end
   * @param janitor runs the closing, one piece of work after the other; it may take long
   */
  public Generations(
      T first,
      Function<T, ? extends Collection<? extends AutoCloseable>> parts,
      Function<T, Map<String, String>> contents,
      Executor janitor,
      InstantSource clock) {
    this.parts = parts;
    this.contents = contents;
    this.janitor = janitor;
    this.clock = clock;
    var slot = new Slot<>(1, first, clock.instant());
    this.current = slot;
    live.put(slot.number(), slot);
  }

  /** The same of generations of which nothing can be told. */
  public Generations(
      T first,
      Function<T, ? extends Collection<? extends AutoCloseable>> parts,
      Executor janitor,
      InstantSource clock) {
    this(first, parts, value -> Map.of(), janitor, clock);
  }

  /** The current generation, for a look. Whoever uses what is in it needs a {@link #pin}. */
  public T current() {
    return current.value();
  }

  /** The current generation's number. */
  public long number() {
    return current.number();
  }

  /**
   * Holds the current generation for a call.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public Pin<T> pin() {
    while (true) {
      Slot<T> slot = current;
      if (slot.pin()) {
        return new Pin<>(slot, this);
      }
      if (slot == current) {
        throw new IllegalStateException("the gateway is closed");
      }
      Thread.onSpinWait(); // the successor is there already, or will be at the next look
    }
  }

  /**
   * Makes a candidate the current generation if the one it was built from still is.
   *
   * @return false when another change came first; what only the candidate has is closed then
   */
  public boolean swap(T builtFrom, T candidate) {
    Slot<T> old = replace(builtFrom, candidate);
    if (old != null) {
      retire(old);
      return true;
    }
    discard(builtFrom, candidate);
    return false;
  }

  /** Closes what only a candidate has that is not to become current after all. */
  public void discard(T builtFrom, T candidate) {
    List<AutoCloseable> own = without(identitySet(parts.apply(builtFrom)), candidate);
    later(() -> own.forEach(Generations::close));
  }

  private @Nullable Slot<T> replace(T builtFrom, T candidate) {
    synchronized (ledger) {
      Slot<T> old = current;
      if (old.value() != builtFrom || closed) {
        return null;
      }
      var next = new Slot<>(old.number() + 1, candidate, clock.instant());
      live.put(next.number(), next);
      current = next;
      return old;
    }
  }

  private void retire(Slot<T> slot) {
    if (slot.retire()) {
      drained(slot);
    }
  }

  /** The last pin of a retired generation was released. */
  void drained(Slot<T> slot) {
    later(() -> sweep(slot));
  }

  private void later(Runnable work) {
    try {
      janitor.execute(work);
    } catch (RejectedExecutionException goneHome) {
      work.run(); // the gateway is going down, and this thread was one of the last to use it
    }
  }

  private void sweep(Slot<T> slot) {
    List<AutoCloseable> unused;
    synchronized (ledger) {
      live.remove(slot.number());
      Set<AutoCloseable> used = identitySet(List.of());
      live.values().forEach(other -> used.addAll(parts.apply(other.value())));
      unused = without(used, slot.value());
      past.addFirst(
          new Past(
              slot.number(),
              slot.since(),
              contents.apply(slot.value()),
              new WeakReference<Object>(slot.value())));
      if (past.size() > REMEMBERED) {
        past.removeLast();
      }
    }
    unused.forEach(Generations::close);
    Events.log(ChangeEvent.GENERATION_RETIRED, "generation", slot.number());
  }

  /** The parts of a generation that are not among the used ones, each once, in their order. */
  private List<AutoCloseable> without(Set<AutoCloseable> used, T generation) {
    var unused = new ArrayList<AutoCloseable>();
    for (AutoCloseable part : parts.apply(generation)) {
      if (used.add(part)) {
        unused.add(part);
      }
    }
    return unused;
  }

  private static Set<AutoCloseable> identitySet(Collection<? extends AutoCloseable> parts) {
    Set<AutoCloseable> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(parts);
    return set;
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception stuck) { // the others are to be closed all the same
      Events.log(GatewayEvent.SHUTDOWN_ERROR, "part", part.getClass().getName(), "err", stuck);
    }
  }

  /** The current generation, those still pinned and the last ones that are over, newest first. */
  public List<GenerationState> describe() {
    var states = new ArrayList<GenerationState>();
    synchronized (ledger) {
      for (Slot<T> slot : live.values()) {
        states.add(
            new GenerationState(
                slot.number(),
                slot.since(),
                slot.pins(),
                slot.isRetired(),
                false,
                false,
                contents.apply(slot.value())));
      }
      for (Past over : past) {
        states.add(
            new GenerationState(
                over.number(),
                over.since(),
                0,
                true,
                true,
                over.value().refersTo(null),
                over.contents()));
      }
    }
    states.sort(Comparator.comparingLong(GenerationState::number).reversed());
    return List.copyOf(states);
  }

  /** Takes no more pins; what is left is closed when the last pin is released. */
  @Override
  public void close() {
    Slot<T> last;
    synchronized (ledger) {
      if (closed) {
        return;
      }
      closed = true;
      last = current;
    }
    retire(last);
  }
}
