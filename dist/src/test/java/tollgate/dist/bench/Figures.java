package tollgate.dist.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the runs showed, goal by goal; a figure is the median of its runs. */
final class Figures {

  /** One run: without the gateway (NaN where that means nothing), with it, and what is judged. */
  private record Run(double direct, double through, double judged) {}

  private final Plan plan;
  private final String without;
  private final String with;
  private final Map<Goal, List<Run>> runs = new EnumMap<>(Goal.class);
  private long errors;

  /** Figures of runs by that plan, of the provider alone and of the gateway before it. */
  Figures(Plan plan) {
    this(plan, "direct", "through Tollgate");
  }

  /** Figures of runs by that plan, of one thing without and with another. */
  Figures(Plan plan, String without, String with) {
    this.plan = plan;
    this.without = without;
    this.with = with;
  }

  /** A run whose difference is judged. */
  void added(Goal goal, double direct, double through) {
    add(goal, new Run(direct, through, through - direct));
  }

  /** A run whose value with the gateway is judged. */
  void absolute(Goal goal, double direct, double through) {
    add(goal, new Run(direct, through, through));
  }

  /** A run in which what is judged is how much of the first value the second one is. */
  void share(Goal goal, double without, double with) {
    add(goal, new Run(without, with, with / without));
  }

  /** A value that has no counterpart without the gateway. */
  void alone(Goal goal, double value) {
    add(goal, new Run(Double.NaN, value, value));
  }

  private void add(Goal goal, Run run) {
    runs.computeIfAbsent(goal, each -> new ArrayList<>()).add(run);
  }

  void errors(long more) {
    errors += more;
  }

  long errors() {
    return errors;
  }

  /** The judged value of a goal that has been measured. */
  double judged(Goal goal) {
    if (goal == Goal.ERRORS) {
      return errors;
    }
    return median(runs.get(goal).stream().mapToDouble(Run::judged).toArray());
  }

  private List<Goal> missed() {
    return measured().stream().filter(goal -> !goal.metBy(judged(goal))).toList();
  }

  List<Goal> measured() {
    return Arrays.stream(Goal.values())
        .filter(goal -> goal == Goal.ERRORS || runs.containsKey(goal))
        .toList();
  }

  /** The table as Markdown; a plan of less load than the goals are set for is not judged. */
  String table() {
    var table = new StringBuilder();
    table.append("| figure | " + without + " | " + with + " | ratio | measured |");
    table.append(plan.judged() ? " goal | floor | |\n" : "\n");
    table.append("|---|--:|--:|--:|--:|").append(plan.judged() ? "--:|--:|---|\n" : "\n");
    measured().forEach(goal -> table.append(row(goal)).append('\n'));
    return table.toString();
  }

  /** The names of the goals that were missed. */
  List<String> missedNames() {
    return missed().stream().map(goal -> goal.what(plan)).toList();
  }

  private String row(Goal goal) {
    double judged = judged(goal);
    List<Run> of = runs.getOrDefault(goal, List.of());
    double direct = median(of.stream().mapToDouble(Run::direct).toArray());
    double through = median(of.stream().mapToDouble(Run::through).toArray());
    boolean compared = !Double.isNaN(direct);
    var cells = new ArrayList<String>();
    cells.add(goal.what(plan));
    cells.add(compared ? goal.text(direct) : "");
    cells.add(compared ? goal.text(through) : "");
    cells.add(compared ? String.format(Locale.ROOT, "%.2f", through / direct) : "");
    cells.add(goal.text(judged));
    if (plan.judged()) {
      cells.addAll(List.of(goal.goalText(), goal.floorText(), verdict(goal, judged)));
    }
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String verdict(Goal goal, double judged) {
    if (!goal.heldBy(judged)) {
      return "**below the floor**";
    }
    return goal.metBy(judged) ? "met" : "missed";
  }

  private static double median(double... values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
