package tollgate.runtime.migrate;

import java.util.ArrayList;
import java.util.List;

/** What a source could not read: all of it is counted, the first of it told. */
final class Skips {
  private static final int MOST_LINES = 20;

  private final List<String> lines = new ArrayList<>();
  private long count;

  void add(String where, String why) {
    count++;
    if (lines.size() < MOST_LINES) {
      lines.add(where + ": " + why);
    }
  }

  long count() {
    return count;
  }

  List<String> lines() {
    var told = new ArrayList<>(lines);
    if (count > lines.size()) {
      told.add(count - lines.size() + " more");
    }
    return told;
  }
}
