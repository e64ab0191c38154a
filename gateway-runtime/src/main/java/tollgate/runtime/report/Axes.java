package tollgate.runtime.report;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tollgate.api.face.Axis;

/** Where each axis stands in the ledger's tables. */
final class Axes {
  private static final Set<Axis> OF_TRAFFIC =
      EnumSet.of(Axis.TOOL, Axis.INSTANCE, Axis.KEY, Axis.PROVIDER, Axis.ACCOUNT, Axis.MODEL);

  private static final Set<Axis> OF_KEYS = EnumSet.of(Axis.KEY);

  private Axes() {}

  /** The column of {@code call} that holds an axis, and of the roll-ups that know it. */
  static String column(Axis axis) {
    return switch (axis) {
      case TOOL -> "tool";
      case INSTANCE -> "instance";
      case SESSION -> "session";
      case AGENT -> "agent";
      case KEY -> "key_id";
      case PROVIDER -> "provider";
      case ACCOUNT -> "account";
      case MODEL -> "model";
      case DIALECT -> "dialect";
      case STATE -> "state";
    };
  }

  /** The columns of several axes, each followed by a comma. */
  static String columns(List<Axis> axes) {
    var text = new StringBuilder();
    axes.forEach(axis -> text.append(column(axis)).append(", "));
    return text.toString();
  }

  /** Whether the roll-ups of quarter hours and days know all these axes, or only the rows do. */
  static boolean rolledUp(Collection<Axis> axes) {
    return OF_TRAFFIC.containsAll(axes);
  }

  /** The smallest roll-up of quarter hours that knows all these axes; all know everything's sum. */
  static String quartersOf(Collection<Axis> axes) {
    return OF_KEYS.containsAll(axes) ? "quarter_key" : "quarter_traffic";
  }
}
