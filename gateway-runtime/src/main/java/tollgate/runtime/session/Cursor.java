package tollgate.runtime.session;

import java.util.Optional;
import tollgate.runtime.session.SessionWish.Order;

/**
 * Where in a list a page ended.
 *
 * @param rank milliseconds or nano-dollars, by the list's order
 * @param id the last session shown
 */
record Cursor(long rank, SessionId id) {

  static Cursor behind(SessionLine line, Order order) {
    return new Cursor(
        switch (order) {
          case LAST -> line.last().toEpochMilli();
          case COST -> line.traffic().cost().nanos();
        },
        line.id());
  }

  /** The column that ranks. */
  static String column(Order order) {
    return switch (order) {
      case LAST -> "last_at";
      case COST -> "cost_nanos";
    };
  }

  String text() {
    return rank + "/" + id.text();
  }

  /** Empty for a text that {@link #text} did not make. */
  static Optional<Cursor> parse(String text) {
    String[] parts = text.split("/", 2);
    return parts.length == 2 && parts[0].matches("-?\\d{1,18}")
        ? Optional.of(new Cursor(Long.parseLong(parts[0]), SessionId.parse(parts[1])))
        : Optional.empty();
  }
}
