package tollgate.runtime.metric;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the number of series finite: decides which label values are shown by name. */
final class LabelBounds {

  /** Stands for every value that is not shown by name. */
  static final String OTHER = "other";

  private static final String NONE = "none";
  private static final int MOST_KNOWN = 500;
  private static final int MOST_FIRST_COME = 100;

  private final Map<Label, Set<String>> shown = new ConcurrentHashMap<>();

  void know(Label label, Collection<String> values) {
    Set<String> names = named(label);
    for (String value : values) {
      if (names.size() < MOST_KNOWN) {
        names.add(value);
      }
    }
  }

  /** The values as they may be shown, checked to be as many as the metric has labels. */
  List<String> admit(Metric metric, String... values) {
    List<Label> labels = metric.labels();
    if (labels.size() != values.length) {
      throw new IllegalArgumentException(
          metric.text() + " has the labels " + labels + ", not " + values.length);
    }
    var admitted = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      admitted[i] = admit(labels.get(i), values[i]);
    }
    return List.of(admitted);
  }

  String admit(Label label, String value) {
    if (value.isEmpty()) {
      return NONE;
    }
    Set<String> names = named(label);
    if (names.contains(value)) {
      return value;
    }
    boolean room =
        label.allowed() == Label.Allowed.FIRST_COME
            && names.size() < MOST_FIRST_COME
            && names.add(value);
    return room ? value : OTHER;
  }

  private Set<String> named(Label label) {
    return shown.computeIfAbsent(label, fresh -> ConcurrentHashMap.newKeySet());
  }
}
