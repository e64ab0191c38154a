package tollgate.runtime.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.store.Reads;

/** Tells of the calls that have no known cost, by what they have in common, and why. */
public final class UnpricedCalls {

  private static final String GROUPS =
      "SELECT count(*), sum(input_tokens + output_tokens + cache_read_tokens"
          + " + cache_write_5m_tokens + cache_write_1h_tokens + audio_in_tokens"
          + " + audio_out_tokens), min(arrived_at), max(arrived_at), max(id)"
          + " FROM call WHERE cost_status = 'unpriced'"
          + " GROUP BY provider, model, routed_model, requested_model, service_tier, region,"
          + " provenance = 'unknown' ORDER BY max(arrived_at) DESC, max(id) DESC"
          + " LIMIT ? OFFSET ?";

  private static final String SAMPLE = "SELECT " + FinalRow.COLUMNS + " FROM call WHERE id = ?";

  private final Reads reads;
  private final UnaryOperator<String> types;

  /**
   * Calls without a price that are alike.
   *
   * @param provider who served
   * @param model the model they are counted under
   * @param asked the model asked of the provider
   * @param serviceTier the tier billed
   * @param region where they were processed
   * @param calls how many
   * @param tokens how many tokens they used
   * @param first when the first one arrived
   * @param last when the last one did
   * @param lack what the last one has no price for, by the prices of now that held when it arrived
   * @param tried the keys under which its price was looked for, in that order
   */
  public record Group(
      String provider,
      String model,
      String asked,
      String serviceTier,
      String region,
      long calls,
      long tokens,
      Instant first,
      Instant last,
      Pricing.Lack lack,
      List<String> tried) {

    /** Groups never change. */
    public Group {
      tried = List.copyOf(tried);
    }
  }

  private record Sum(long calls, long tokens, Instant first, Instant last, long sample) {}

  /**
   * Over this database.
   *
   * @param types the kind of a configured provider; empty for one that is configured no more
   */
  public UnpricedCalls(Reads reads, UnaryOperator<String> types) {
    this.reads = reads;
    this.types = types;
  }

  /** A page of the groups, the one with the youngest call first. */
  public List<Group> page(PriceBook book, int limit, int offset) {
    return reads.ask(connection -> {
      var groups = new ArrayList<Group>();
      for (Sum sum : sums(connection, limit, offset)) {
        groups.add(group(book, sum, sample(connection, sum.sample())));
      }
      return groups;
    });
  }

  private Group group(PriceBook book, Sum sum, FinalRow row) {
    String provider = row.served().provider();
    String type = types.apply(provider);
    Instant at = Instant.ofEpochMilli(row.arrivedAt());
    Set<String> tried = new LinkedHashSet<>();
    for (String model : new String[] {row.usage().servedModel(), row.asked()}) {
      tried.addAll(book.tried(provider, model, at));
      tried.addAll(book.tried(type, model, at));
    }
    return new Group(
        provider,
        row.served().model(),
        row.asked(),
        row.usage().serviceTier(),
        row.usage().region(),
        sum.calls(),
        sum.tokens(),
        sum.first(),
        sum.last(),
        new Pricing(book, provider, type, row.asked(), at).lack(row.usage()),
        List.copyOf(tried));
  }

  private static List<Sum> sums(Connection connection, int limit, int offset) throws SQLException {
    var sums = new ArrayList<Sum>();
    try (PreparedStatement statement = connection.prepareStatement(GROUPS)) {
      statement.setInt(1, limit);
      statement.setInt(2, offset);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          sums.add(
              new Sum(
                  row.getLong(1),
                  row.getLong(2),
                  Instant.ofEpochMilli(row.getLong(3)),
                  Instant.ofEpochMilli(row.getLong(4)),
                  row.getLong(5)));
        }
      }
    }
    return sums;
  }

  private static FinalRow sample(Connection connection, long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SAMPLE)) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return FinalRow.read(row);
      }
    }
  }
}
