package tollgate.runtime.script;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.graalvm.polyglot.Source;
import tollgate.api.json.Json;
import tollgate.runtime.script.ScriptFailure.Place;

/** A loaded script, ready to be run by any worker. Closing lets its worlds go once none runs. */
public final class Script implements AutoCloseable {

  private final Worlds worlds;
  private final ScriptSource source;
  private final Source code;
  private final Exports exports;
  private final ConcurrentLinkedDeque<Sandbox> idle = new ConcurrentLinkedDeque<>();
  private volatile Map<String, Json> constants = Map.of();
  private volatile Place place;
  private volatile boolean warm;
  private volatile boolean closed;

  /**
   * What is wanted of a script.
   *
   * @param function the exported function that is called later
   * @param constants what else is read if it is exported: plain data
   */
  public record Exports(String function, Set<String> constants) {

    /** Names never change. */
    public Exports {
      constants = Set.copyOf(constants);
    }
  }

  Script(Worlds worlds, ScriptSource source, Exports exports) {
    this.worlds = worlds;
    this.source = source;
    this.code = Sandbox.code(source);
    this.exports = exports;
    this.place = Place.in(source.name());
  }

  /** Where its function begins. */
  public Place place() {
    return place;
  }

  /** What it was loaded from. */
  public ScriptSource source() {
    return source;
  }

  /** What it exports beside its function, of what was asked for. */
  public Map<String, Json> constants() {
    return constants;
  }

  /** Whether worlds are ready; not when its sample call was cut off. */
  public boolean isWarm() {
    return warm;
  }

  /** Makes worlds ready, each with a sample call, unless such a call is cut off. */
  boolean warm(ScriptObject sample, Worker worker, int worlds) throws ScriptFailure {
    Sandbox first = open(worker);
    constants = first.constants();
    place = first.place();
    boolean well = warm(first, sample, worker);
    for (int more = 1; more < worlds && well; more++) {
      well = warm(open(worker), sample, worker);
    }
    warm = well;
    return well;
  }

  private boolean warm(Sandbox sandbox, ScriptObject sample, Worker worker) throws ScriptFailure {
    try {
      sandbox.call(sample, worker, worker.loadBudget());
    } catch (ScriptFailure ofSample) {
      // no call has asked yet; the next one gets the same answer, and its place
    }
    boolean well = sandbox.isUsable();
    giveBack(sandbox);
    return well;
  }

  Said call(ScriptObject argument, Worker worker) throws ScriptFailure {
    Sandbox sandbox = take(worker);
    try {
      return sandbox.call(argument, worker, worker.runBudget());
    } finally {
      giveBack(sandbox);
    }
  }

  /** The worker's own world, else any; a new one where its last one was cut off. */
  private Sandbox take(Worker worker) throws ScriptFailure {
    for (Sandbox each : idle) {
      if (each.isHomeOf(worker) && idle.remove(each)) {
        return each;
      }
    }
    Sandbox other = idle.pollFirst();
    return other == null ? open(worker) : other;
  }

  private Sandbox open(Worker worker) throws ScriptFailure {
    return new Sandbox(worlds, source, code, exports, worker);
  }

  private void giveBack(Sandbox sandbox) {
    if (closed || !sandbox.isUsable()) {
      sandbox.close();
      return;
    }
    idle.addFirst(sandbox);
    if (closed) {
      close();
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Sandbox each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
      each.close();
    }
  }
}
