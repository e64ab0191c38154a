package tollgate.runtime.script;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import tollgate.api.json.Json;
import tollgate.runtime.script.ScriptFailure.Kind;
import tollgate.runtime.script.ScriptFailure.Place;
import tollgate.runtime.script.ScriptLimits.Budget;

/**
 * One script in a world of its own, used by one thread at a time. Once a run in it was cut off it
 * is of no more use.
 */
final class Sandbox implements AutoCloseable {

  private final Context world;
  private final Value function;
  private final Place place;
  private final Map<String, Json> constants = new HashMap<>();
  private Faults faults;
  private Optional<Worker> home = Optional.empty();
  private volatile boolean spent;

  /**
   * Opens a world and evaluates the script in it, on a worker's thread.
   *
   * @param code of the source: what is read of it for one world serves the others too
   */
  Sandbox(Worlds worlds, ScriptSource source, Source code, Script.Exports wanted, Worker worker)
      throws ScriptFailure {
    this.faults = new Faults(Place.in(source.name()));
    this.world = worlds.open(source.library());
    try {
      Value exports = evaluated(code, worker);
      Value found = exports.getMember(wanted.function());
      if (found == null || !found.canExecute()) {
        throw new ScriptFailure(
            Kind.BROKEN, Place.in(source.name()), "it exports no function " + wanted.function());
      }
      this.function = found;
      this.place = Faults.placeOf(found, source.name());
      readConstants(exports, wanted.constants(), worker);
      this.faults = new Faults(place);
    } catch (ScriptFailure | RuntimeException broken) {
      close();
      throw broken;
    }
  }

  /** A script that throws before anyone has called it is no good for any call. */
  private Value evaluated(Source code, Worker worker) throws ScriptFailure {
    try {
      return watched(worker, worker.loadBudget(), () -> world.eval(code));
    } catch (ScriptFailure failed) {
      throw failed.kind() == Kind.THREW
          ? new ScriptFailure(Kind.BROKEN, failed.place(), failed.why())
          : failed;
    }
  }

  /** What worlds evaluate of a source. */
  static Source code(ScriptSource source) {
    return Source.newBuilder(Worlds.LANGUAGE, source.text(), source.name())
        .mimeType(Worlds.MODULE)
        .buildLiteral();
  }

  private void readConstants(Value exports, Set<String> names, Worker worker) throws ScriptFailure {
    for (String name : names) {
      Value value = exports.getMember(name);
      if (value != null) {
        constants.put(name, watched(worker, worker.loadBudget(), () -> Copies.of(value)));
      }
    }
  }

  /** What the script exports beside its function, of what was asked for. */
  Map<String, Json> constants() {
    return Map.copyOf(constants);
  }

  /** Where the function begins. */
  Place place() {
    return place;
  }

  /** Whether that worker was the last to use it: a thread that comes anew is let in more slowly. */
  boolean isHomeOf(Worker worker) {
    return home.isPresent() && home.get() == worker;
  }

  /** What the function says of the argument. */
  Said call(ScriptObject argument, Worker worker, Budget budget) throws ScriptFailure {
    if (!isHomeOf(worker)) {
      home = Optional.of(worker);
    }
    world.resetLimits();
    return watched(worker, budget, () -> Copies.said(function.execute(Views.of(argument))));
  }

  private interface Step<T> {
    T run();
  }

  private <T> T watched(Worker worker, Budget budget, Step<T> step) throws ScriptFailure {
    Run run = worker.begin(this, budget);
    T result;
    try {
      result = step.run();
    } catch (PolyglotException failed) {
      Optional<Kind> cut = run.end();
      spent |= cut.isPresent() || failed.isCancelled() || failed.isResourceExhausted();
      throw faults.of(failed, cut);
    } catch (IllegalArgumentException odd) {
      refuse(run);
      throw faults.odd(String.valueOf(odd.getMessage()));
    } catch (IllegalStateException torn) { // the world was closed between two steps into it
      refuse(run);
      throw torn;
    } finally {
      worker.ended();
    }
    refuse(run);
    return result;
  }

  /** A run that was cut off in its last moment was cut off. */
  private void refuse(Run run) throws ScriptFailure {
    Optional<Kind> cut = run.end();
    if (cut.isPresent()) {
      spent = true;
      throw faults.cut(cut.get());
    }
  }

  /** Tears the world down around the running script; blocks until that listens. */
  void kill() {
    spent = true;
    world.close(true);
  }

  /** Whether it can be used again. */
  boolean isUsable() {
    return !spent;
  }

  @Override
  public void close() {
    if (!spent) {
      kill();
    }
  }
}
