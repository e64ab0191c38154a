package tollgate.runtime.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;

/**
 * Sums over calls that have ended.
 *
 * @param calls how many, those refused included
 * @param failed how many of them failed
 * @param aborted how many were aborted
 * @param refused how many were turned away
 * @param inDoubt how many are in doubt
 * @param unpriced how many have no known cost
 * @param tokens their tokens
 * @param searches their billed searches
 * @param cost their known cost
 */
public record Traffic(
    long calls,
    long failed,
    long aborted,
    long refused,
    long inDoubt,
    long unpriced,
    TokenCounts tokens,
    long searches,
    Money cost) {

  /** No call. */
  static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, TokenCounts.ZERO, 0, Money.ZERO);

  private static final String USED =
      "input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens,"
          + " cache_write_1h_tokens, reasoning_tokens, audio_in_tokens, audio_out_tokens, searches";

  /** The columns of a roll-up. */
  static final String OF_ROLL_UP =
      "calls, failed, aborted, refused, in_doubt, unpriced, " + USED + ", cost_nanos";

  /** The same, where nothing has ended yet. */
  static final String OF_NOTHING = "0, ".repeat(15) + "0";

  /** The same of one row of {@code call}. */
  static final String OF_CALL =
      "1, state = 'failed', state = 'aborted', state = 'refused', state = 'in_doubt',"
          + " cost_status = 'unpriced', "
          + USED
          + ", coalesce(cost_nanos, 0)";

  /** Reads the columns from a place on. */
  static Traffic read(ResultSet row, int first) throws SQLException {
    return new Traffic(
        row.getLong(first),
        row.getLong(first + 1),
        row.getLong(first + 2),
        row.getLong(first + 3),
        row.getLong(first + 4),
        row.getLong(first + 5),
        new TokenCounts(
            row.getLong(first + 6),
            row.getLong(first + 7),
            row.getLong(first + 8),
            row.getLong(first + 9),
            row.getLong(first + 10),
            row.getLong(first + 11),
            row.getLong(first + 12),
            row.getLong(first + 13)),
        row.getLong(first + 14),
        new Money(row.getLong(first + 15)));
  }

  Traffic plus(Traffic other) {
    return new Traffic(
        calls + other.calls,
        failed + other.failed,
        aborted + other.aborted,
        refused + other.refused,
        inDoubt + other.inDoubt,
        unpriced + other.unpriced,
        plus(tokens, other.tokens),
        searches + other.searches,
        cost.plus(other.cost));
  }

  private static TokenCounts plus(TokenCounts one, TokenCounts other) {
    return new TokenCounts(
        one.input() + other.input(),
        one.output() + other.output(),
        one.cacheRead() + other.cacheRead(),
        one.cacheWrite5m() + other.cacheWrite5m(),
        one.cacheWrite1h() + other.cacheWrite1h(),
        one.reasoning() + other.reasoning(),
        one.audioIn() + other.audioIn(),
        one.audioOut() + other.audioOut());
  }
}
