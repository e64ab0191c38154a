package tollgate.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tollgate.runtime.metric.Kind;
import tollgate.runtime.metric.Label;
import tollgate.runtime.metric.Metric;

/** A question in the language of Prometheus, as far as one can be wrong about meters of ours. */
final class PromQuestion {
  private static final String NAME = "[a-zA-Z_][a-zA-Z0-9_]*";
  private static final Pattern METER =
      Pattern.compile("(tollgate_[a-z0-9_]+)\\s*(?:\\{([^}]*)})?\\s*(\\[[^]]*])?");
  private static final Pattern MATCHER =
      Pattern.compile("(" + NAME + ")\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
  private static final Pattern STRETCH =
      Pattern.compile("\\[(\\d+[smhdwy]|\\$__(rate_interval|range|interval))]");
  private static final Pattern CALLED = Pattern.compile("(" + NAME + ")\\s*\\(");
  private static final Pattern GROUPED =
      Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
  private static final Pattern SAID = Pattern.compile("\\{\\{\\s*\\$labels\\.(" + NAME + ")\\s*}}");
  private static final Pattern ENDS_OPEN = Pattern.compile(".*[-+*/%^<>=,]\\s*", Pattern.DOTALL);
  private static final Pattern PART = Pattern.compile("_(bucket|sum|count|max)$");

  /** Functions, aggregations and the words before a list of labels. */
  private static final Set<String> WORDS =
      Set.of(
          "absent",
          "avg",
          "by",
          "count",
          "histogram_quantile",
          "increase",
          "max",
          "min",
          "rate",
          "sum",
          "topk",
          "without",
          "on",
          "ignoring",
          "and",
          "or",
          "unless",
          "time",
          "clamp_min");

  /** What Prometheus adds to all that it reads: which gateway it was. */
  static final Set<String> OF_TARGETS = Set.of("instance", "job");

  private static final Map<String, Metric> METERS =
      Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::text, Function.identity()));

  private final String text;

  PromQuestion(String text) {
    this.text = text;
  }

  /** The meter of a name as it stands on the page of metrics, parts of histograms included. */
  static Optional<Metric> meter(String name) {
    Metric whole = METERS.get(PART.matcher(name).replaceAll(""));
    boolean part = !METERS.containsKey(name);
    return Optional.ofNullable(whole).filter(metric -> part == (metric.kind() == Kind.HISTOGRAM));
  }

  /** What is wrong, in words; nothing if all is well. */
  List<String> faults() {
    var faults = new ArrayList<String>();
    balance(faults);
    Matcher meters = METER.matcher(text);
    boolean any = false;
    while (meters.find()) {
      any = true;
      meter(faults, meters);
    }
    if (!any) {
      faults.add("it asks for no meter");
    }
    for (String word : found(CALLED, text)) {
      if (!WORDS.contains(word)) {
        faults.add("there is no function " + word);
      }
    }
    for (String label : grouped()) {
      if (!labelsOfMeters().contains(label)) {
        faults.add("no meter in it has the label " + label);
      }
    }
    if (ENDS_OPEN.matcher(text).matches()) {
      faults.add("it ends where something is to follow");
    }
    return faults;
  }

  private void balance(List<String> faults) {
    var open = new ArrayDeque<Character>();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted = c == '"' ? !quoted : quoted;
      if (!quoted && "([{".indexOf(c) >= 0) {
        open.push(c);
      } else if (!quoted && ")]}".indexOf(c) >= 0) {
        if (open.isEmpty() || "([{".indexOf(open.pop()) != ")]}".indexOf(c)) {
          faults.add("a bracket closes that was not opened: " + c);
          return;
        }
      }
    }
    if (quoted || !open.isEmpty()) {
      faults.add("something is left open");
    }
  }

  private static void meter(List<String> faults, Matcher found) {
    Optional<Metric> metric = meter(found.group(1));
    if (metric.isEmpty()) {
      faults.add("there is no meter " + found.group(1));
    }
    String stretch = found.group(3);
    if (stretch != null && !STRETCH.matcher(stretch).matches()) {
      faults.add("no stretch of time: " + stretch);
    }
    String chosen = found.group(2);
    if (chosen == null || metric.isEmpty()) {
      return;
    }
    for (String one : chosen.split(",", -1)) {
      Matcher matcher = MATCHER.matcher(one.strip());
      if (!matcher.matches()) {
        faults.add("no choice of a label: " + one);
      } else if (!labels(found.group(1), metric.get()).contains(matcher.group(1))) {
        faults.add(found.group(1) + " has no label " + matcher.group(1));
      }
    }
  }

  private static Set<String> labels(String name, Metric metric) {
    var labels = new TreeSet<>(OF_TARGETS);
    metric.labels().stream().map(Label::text).forEach(labels::add);
    if (name.endsWith("_bucket")) {
      labels.add("le");
    }
    return labels;
  }

  private Set<String> labelsOfMeters() {
    var labels = new TreeSet<String>();
    Matcher meters = METER.matcher(text);
    while (meters.find()) {
      String name = meters.group(1);
      meter(name).ifPresent(metric -> labels.addAll(labels(name, metric)));
    }
    return labels;
  }

  private List<String> grouped() {
    return found(GROUPED, text).stream()
        .flatMap(list -> Arrays.stream(list.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /** What each meter is narrowed to, as it stands between the braces; empty for nothing. */
  List<String> choices() {
    return METER
        .matcher(text)
        .results()
        .map(meter -> Optional.ofNullable(meter.group(2)).orElse(""))
        .toList();
  }

  /** The labels that answers have: those it is taken apart by, else all that meters have. */
  Set<String> labels() {
    List<String> grouped = grouped();
    boolean added = text.matches(".*\\b(sum|avg|min|max|count)\\s*(by|\\().*");
    return grouped.isEmpty() && !added ? labelsOfMeters() : new TreeSet<>(grouped);
  }

  /** The labels that a sentence speaks of. */
  List<String> saidIn(String sentence) {
    return found(SAID, sentence);
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).toList();
  }
}
