package tollgate.runtime.script;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tollgate.runtime.script.ScriptFailure.Kind;
import tollgate.runtime.script.ScriptFailure.Place;

/**
 * Runs scripts on a few platform threads: virtual ones do not tell how much they allocate. A caller
 * blocks while its scripts run; calls that find no worker free wait in lanes, and beyond those are
 * turned away.
 */
public final class ScriptHost implements AutoCloseable {

  private final ScriptLimits limits;
  private final Worlds worlds;
  private final Lanes lanes;
  private final Watch watch;
  private final AtomicInteger hired = new AtomicInteger();
  private volatile boolean closed;

  /**
   * What every world begins with.
   *
   * @param code runs first; what it defines globally scripts can use and not change
   * @param functions of the host, global for that code, which must take them away
   */
  public record Prelude(String code, Map<String, ScriptFunction> functions) {

    /** Nothing. */
    public static final Prelude NONE = new Prelude("", Map.of());

    /** A prelude never changes. */
    public Prelude {
      functions = Map.copyOf(functions);
    }
  }

  /** A host without scripts; takes about half a second. */
  public ScriptHost(ScriptLimits limits, Prelude prelude) {
    this.limits = limits;
    this.worlds = new Worlds(limits.statements(), prelude);
    this.lanes = new Lanes(limits.queue(), Math.max(1, limits.workers() - 1));
    this.watch = new Watch(this::hire);
    hire();
    watch.start();
  }

  /** Brings the workers to their number. */
  private void hire() {
    while (!closed && watch.workers().size() < limits.workers()) {
      var worker = new Worker(lanes, watch, limits, "script-" + hired.incrementAndGet());
      watch.add(worker);
      worker.start();
    }
  }

  /** How many threads were given up because a script on them did not listen. */
  public int lost() {
    return watch.lost();
  }

  /**
   * Loads a script, with a world for each worker, and calls it once: the first call is slower than
   * all later ones, and what comes of it does not matter.
   *
   * @param sample what to call it with
   * @throws ScriptFailure when it is broken
   */
  public Script load(ScriptSource source, Script.Exports exports, ScriptObject sample)
      throws ScriptFailure {
    BigIntegers.refuse(source);
    var script = new Script(worlds, source, exports);
    try {
      Task<Boolean> warming =
          submit("load", desk -> script.warm(sample, (Worker) desk, limits.workers()));
      warming.await();
      return script;
    } catch (ScriptFailure | RuntimeException broken) {
      script.close();
      throw broken;
    }
  }

  /**
   * Notes which branches of a script are taken from now on, by whichever script of its name runs
   * here. What is noted runs much slower.
   */
  public Coverage cover(ScriptSource source) {
    return new Coverage(worlds.engine(), source.name(), source.text());
  }

  /** Where a worker runs scripts, one after the other. */
  public interface Desk {

    /**
     * What the script's function says of the argument.
     *
     * @throws ScriptFailure when it says nothing that can be used
     */
    Said call(Script script, ScriptObject argument) throws ScriptFailure;
  }

  /** What a worker does for one call. */
  public interface Job<T> {

    /** Does it; on a worker's thread, which it must not block. */
    T run(Desk desk) throws ScriptFailure;
  }

  /**
   * Has a worker do a job and waits for its result.
   *
   * @param lane whom it waits behind: no lane gets all the workers, and lanes are served in turn
   * @throws ScriptFailure what the job threw, or of kind BUSY when too many wait
   */
  public <T> T run(String lane, Job<T> job) throws ScriptFailure {
    return submit(lane, job).await();
  }

  private <T> Task<T> submit(String lane, Job<T> job) throws ScriptFailure {
    var task = new Task<>(lane, job);
    if (!lanes.offer(task)) {
      throw new ScriptFailure(
          Kind.BUSY, Place.in(""), limits.queue() + " calls wait for a worker already");
    }
    return task;
  }

  /** Takes no more scripts; what runs is still watched to its end. */
  @Override
  public void close() {
    closed = true;
    lanes.close().forEach(task -> task.giveUp(Kind.BUSY, "the gateway ends"));
    watch.close();
    watch.workers().forEach(Worker::close);
  }
}
