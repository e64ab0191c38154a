package tollgate.runtime.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;

/** What roll-ups add up, in the order of their columns. */
final class Sums {

  /** The columns that every roll-up table ends with. */
  static final List<String> COLUMNS =
      List.of(
          "calls",
          "failed",
          "aborted",
          "refused",
          "in_doubt",
          "unpriced",
          "input_tokens",
          "output_tokens",
          "cache_read_tokens",
          "cache_write_5m_tokens",
          "cache_write_1h_tokens",
          "reasoning_tokens",
          "audio_in_tokens",
          "audio_out_tokens",
          "cache_read_audio_tokens",
          "image_in_tokens",
          "image_out_tokens",
          "searches",
          "images",
          "cost_nanos");

  /** The same sums over rows of {@code call}. */
  static final String OVER_ROWS =
      "count(*), sum(state = 'failed'), sum(state = 'aborted'), sum(state = 'refused'),"
          + " sum(state = 'in_doubt'), sum(cost_status = 'unpriced'), "
          + COLUMNS.subList(6, COLUMNS.size() - 1).stream()
              .map(column -> "sum(" + column + ")")
              .collect(Collectors.joining(", "))
          + ", coalesce(sum(cost_nanos), 0)";

  private final long[] values;

  private Sums(long[] values) {
    this.values = values;
  }

  /** Nothing yet. */
  static Sums none() {
    return new Sums(new long[COLUMNS.size()]);
  }

  /** One call. */
  static Sums of(State state, Usage usage, Bill bill) {
    TokenCounts tokens = usage.tokens();
    return new Sums(
        new long[] {
          1,
          state == State.FAILED ? 1 : 0,
          state == State.ABORTED ? 1 : 0,
          state == State.REFUSED ? 1 : 0,
          state == State.IN_DOUBT ? 1 : 0,
          bill.status() == CostStatus.UNPRICED ? 1 : 0,
          tokens.input(),
          tokens.output(),
          tokens.cacheRead(),
          tokens.cacheWrite5m(),
          tokens.cacheWrite1h(),
          tokens.reasoning(),
          tokens.audioIn(),
          tokens.audioOut(),
          tokens.cacheReadAudio(),
          tokens.imageIn(),
          tokens.imageOut(),
          usage.searches(),
          usage.images(),
          bill.amount().nanos()
        });
  }

  /** How many calls; below zero where they are taken back. */
  long calls() {
    return values[0];
  }

  /** The same with the opposite sign: takes back what was added. */
  Sums negated() {
    return new Sums(Arrays.stream(values).map(Math::negateExact).toArray());
  }

  void add(Sums other) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.addExact(values[i], other.values[i]);
    }
  }

  void bind(PreparedStatement statement, int first) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setLong(first + i, values[i]);
    }
  }
}
