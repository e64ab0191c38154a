package tollgate.runtime.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often tools answered an agent the same, within its newest {@link #CALLS} calls that were not
 * turned away and did not fail: those that do are repeated by clients, not by agents.
 *
 * @param now how many calls in a row went on from the newest answer; 0 when the newest call did not
 *     go on from one
 * @param longest the longest such row
 * @param most how many calls went on from the most frequent answer, in a row or not
 */
public record Repetition(int now, int longest, int most) {

  /** How far back it looks. */
  public static final int CALLS = 100;

  /** Nothing came twice. */
  static final Repetition NONE = new Repetition(0, 0, 0);

  /**
   * Of an agent's calls.
   *
   * @param results what tells the answers apart, oldest first; empty for a call without one
   */
  static Repetition of(List<String> results) {
    Map<String, Integer> times = new HashMap<>();
    String before = "";
    int row = 0;
    int longest = 0;
    int most = 0;
    for (String result : results) {
      if (result.isEmpty()) {
        row = 0;
      } else {
        row = result.equals(before) ? row + 1 : 1;
        longest = Math.max(longest, row);
        most = Math.max(most, times.merge(result, 1, Integer::sum));
      }
      before = result;
    }
    return new Repetition(row, longest, most);
  }

  /** Number by number the larger one. */
  Repetition max(Repetition other) {
    return new Repetition(
        Math.max(now, other.now), Math.max(longest, other.longest), Math.max(most, other.most));
  }
}
