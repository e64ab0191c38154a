package tollgate.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody probably meant. */
public final class Nearest {

  private Nearest() {}

  /** The known name nearest to the given one; empty when none is near. */
  public static Optional<String> to(String given, Collection<String> known) {
    String plain = plain(given);
    return known.stream()
        .filter(name -> isNear(plain, plain(name)) || plain(name).endsWith("." + plain))
        .min(
            Comparator.<String>comparingInt(name -> distance(plain, plain(name)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Whether they differ by little for their length. */
  static boolean isNear(String one, String other) {
    return distance(plain(one), plain(other)) <= Math.max(1, Math.min(one.length(), 16) / 4);
  }

  /** Underscores, capitals and camel case are not what makes a name another. */
  private static String plain(String name) {
    String kebab = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").replace('_', '-');
    return kebab.toLowerCase(Locale.ROOT);
  }

  /** How many letters to insert, delete, replace or swap with their neighbour. */
  private static int distance(String one, String other) {
    int[][] steps = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : next(steps, one, other, i, j);
      }
    }
    return steps[one.length()][other.length()];
  }

  private static int next(int[][] steps, String one, String other, int i, int j) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int fewest = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
    fewest = Math.min(fewest, steps[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(fewest, steps[i - 2][j - 2] + 1) : fewest;
  }
}
