package tollgate.runtime.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.runtime.ledger.CostStatus;
import tollgate.runtime.ledger.State;

/**
 * How the ledger's words read in the lists that existing dashboards know. Published in
 * docs/reference/database.md.
 */
public final class LogWords {
  private static final Map<String, String> ERRORS =
      Map.of(
          "upstream.unreachable", "upstream_error",
          "upstream.breaker_open", "upstream_error",
          "upstream.error", "upstream_error",
          "upstream.connect_timeout", "upstream_timeout",
          "upstream.head_timeout", "upstream_timeout",
          "upstream.first_byte_timeout", "upstream_timeout",
          "upstream.total_timeout", "upstream_timeout",
          "upstream.idle_timeout", "stream_error",
          "upstream.broke", "stream_error",
          "upstream.wrong_content_type", "bad_gateway");

  private LogWords() {}

  /** The four words for where a call stands. */
  public static String lifecycle(State state) {
    return switch (state) {
      case PENDING, DISPATCHED, STREAMING -> "pending";
      case SETTLED -> "completed";
      case ABORTED, IN_DOUBT -> "aborted";
      case FAILED, REFUSED -> "error";
    };
  }

  /** The states behind one of the four words; empty for another word. */
  static List<State> statesOf(String lifecycle) {
    return Arrays.stream(State.values())
        .filter(state -> lifecycle(state).equals(lifecycle))
        .toList();
  }

  /**
   * The four words for what a cost means. There, {@code pending} stands for every cost that is zero
   * or not known.
   */
  public static String cost(CostStatus status) {
    return switch (status) {
      case OK, ESTIMATED -> "ok";
      case UNPRICED, NONE -> "pending";
      case OPEN -> "unresolved";
    };
  }

  /** Every state with its word, for the reference page. */
  public static Map<String, String> lifecycles() {
    var words = new LinkedHashMap<String, String>();
    for (State state : State.values()) {
      words.put(state.word(), lifecycle(state));
    }
    return words;
  }

  /** Every cost status with its word, for the reference page. */
  public static Map<String, String> costs() {
    var words = new LinkedHashMap<String, String>();
    for (CostStatus status : CostStatus.values()) {
      words.put(status.word(), cost(status));
    }
    return words;
  }

  /**
   * The error code that dashboards know in place of a problem's code; other codes are passed on,
   * since adding to that vocabulary is allowed.
   */
  static String error(String code) {
    return ERRORS.getOrDefault(code, code);
  }

  /** The word for a cost; a call of which not even the model is known is {@code unsupported}. */
  static String cost(CostStatus status, String model) {
    return status == CostStatus.UNPRICED && model.isEmpty() ? "unsupported" : cost(status);
  }
}
