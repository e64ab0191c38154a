package tollgate.runtime.alert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Remembers the last few; safe for any thread. */
final class AlertLog<T> {
  private final int most;
  private final Deque<T> last = new ArrayDeque<>();

  AlertLog(int most) {
    this.most = most;
  }

  synchronized void add(T one) {
    if (last.size() == most) {
      last.removeLast();
    }
    last.addFirst(one);
  }

  /** The newest first. */
  synchronized List<T> list() {
    return new ArrayList<>(last);
  }
}
