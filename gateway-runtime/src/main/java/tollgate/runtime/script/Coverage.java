package tollgate.runtime.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.management.ExecutionEvent;
import org.graalvm.polyglot.management.ExecutionListener;

/**
 * Which branches of a script are taken while this is open. The engine tells what it executes; which
 * branches there are is read from the text.
 */
public final class Coverage implements AutoCloseable {

  private final String text;
  private final ExecutionListener listener;
  private final Set<Integer> values = ConcurrentHashMap.newKeySet();
  private final Set<Integer> calls = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Integer> statements = new ConcurrentHashMap<>();

  /**
   * A branch that was not taken; line and column count from 1.
   *
   * @param what in words
   */
  public record Missed(int line, int column, String what) {}

  /**
   * What was taken.
   *
   * @param taken how many branches were
   * @param all how many there are
   * @param missed the others, in their order
   */
  public record Report(int taken, int all, List<Missed> missed) {

    /** A report never changes. */
    public Report {
      missed = List.copyOf(missed);
    }
  }

  Coverage(Engine engine, String file, String text) {
    this.text = text;
    this.listener =
        ExecutionListener.newBuilder()
            .onEnter(this::entered)
            .roots(true)
            .statements(true)
            .expressions(true)
            .sourceFilter(source -> source.getName().equals(file))
            .attach(engine);
  }

  private void entered(ExecutionEvent event) {
    SourceSection section = event.getLocation();
    if (section == null || !section.hasCharIndex()) {
      return;
    }
    int at = section.getCharIndex();
    values.add(at);
    if (event.isRoot()) {
      calls.add(at);
    }
    if (event.isStatement()) {
      statements.merge(at, 1, Integer::sum);
    }
  }

  /** What was executed until now does not count. */
  public void forget() {
    values.clear();
    calls.clear();
    statements.clear();
  }

  /** Which branches were taken since the beginning. */
  public Report report() {
    var missed = new ArrayList<Missed>();
    List<Branches.Branch> all = Branches.of(text);
    for (Branches.Branch branch : all) {
      if (!isTaken(branch)) {
        missed.add(missed(branch));
      }
    }
    missed.sort(Comparator.comparingInt(Missed::line).thenComparingInt(Missed::column));
    return new Report(all.size() - missed.size(), all.size(), missed);
  }

  private boolean isTaken(Branches.Branch branch) {
    return switch (branch.sign()) {
      case VALUE -> values.stream().anyMatch(at -> branch.at() <= at && at <= branch.other());
      case STATEMENT -> values.contains(branch.at());
      case CALL -> calls.contains(branch.at());
      case SKIPPED ->
          statements.getOrDefault(branch.at(), 0) > statements.getOrDefault(branch.other(), 0);
    };
  }

  private Missed missed(Branches.Branch branch) {
    String before = text.substring(0, branch.at());
    int line = (int) before.chars().filter(each -> each == '\n').count() + 1;
    return new Missed(line, branch.at() - before.lastIndexOf('\n'), branch.what());
  }

  @Override
  public void close() {
    listener.close();
  }
}
