package tollgate.runtime.report;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tollgate.api.face.LedgerView.Row;
import tollgate.api.json.Json;
import tollgate.runtime.ledger.CostStatus;
import tollgate.runtime.price.Charge;
import tollgate.runtime.price.Cost;
import tollgate.runtime.price.PriceReference;
import tollgate.runtime.store.Sql;

/**
 * How the cost of one call came about: its settlement, then every revision, each with the price
 * that was applied and the arithmetic line by line. It is told from what is kept with the row and
 * needs no price list: whatever becomes of prices, the cost can be worked out again.
 *
 * <p>The members {@code id} to {@code calc_at} are those that existing scripts read; the settlement
 * has the id 0.
 */
final class CostAudit {

  private static final String REVISIONS = "SELECT * FROM call_revision WHERE call = ? ORDER BY id";

  private final Map<String, String> row;
  private final List<Json> entries = new ArrayList<>();

  private CostAudit(Map<String, String> row) {
    this.row = row;
  }

  /** The entries of a call, the oldest first; none while it runs, empty where there is none. */
  static Optional<List<Json>> of(Connection connection, long rowId) throws SQLException {
    Optional<Row> found = LogQuery.one(connection, rowId);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<Map<String, String>> revisions =
        new Sql().add(REVISIONS, rowId).list(connection, RowQuery::columns);
    return Optional.of(new CostAudit(found.get().columns()).write(revisions));
  }

  private List<Json> write(List<Map<String, String>> revisions) {
    if (!row.containsKey("ended_at")) {
      return List.of();
    }
    String settledAs = revisions.isEmpty() ? "" : "_before";
    Map<String, String> settled = revisions.isEmpty() ? row : revisions.getFirst();
    entries.add(
        entry(
            "0",
            row.getOrDefault("ended_at", "0"),
            List.of("settlement", "gateway", "the call ended"),
            bill(settled, settledAs)));
    for (Map<String, String> revision : revisions) {
      entries.add(
          entry(
              revision.getOrDefault("id", "0"),
              revision.getOrDefault("at", "0"),
              List.of(
                  "revision",
                  revision.getOrDefault("actor", ""),
                  revision.getOrDefault("reason", "")),
              bill(revision, "_after")));
    }
    return List.copyOf(entries);
  }

  /** What is charged, as columns of the row or of one side of a revision tell it. */
  private record Bill(CostStatus status, Json usd, String priceKey, String charges, String state) {}

  private static Bill bill(Map<String, String> columns, String side) {
    String nanos =
        columns.getOrDefault(side.isEmpty() ? "cost_nanos" : "cost" + side + "_nanos", "");
    return new Bill(
        CostStatus.of(columns.getOrDefault("cost_status" + side, "")),
        nanos.isEmpty() ? Json.NULL : LogJson.usd(Long.parseLong(nanos)),
        columns.getOrDefault("price_key" + side, ""),
        columns.getOrDefault("charges" + side, ""),
        columns.getOrDefault("state" + side, ""));
  }

  private Json entry(String id, String at, List<String> why, Bill bill) {
    var members = new LinkedHashMap<String, Json>();
    members.put("id", Json.of(Long.parseLong(id)));
    members.put("request_log_id", Json.of(Long.parseLong(row.getOrDefault("id", "0"))));
    members.put("model", Json.text(row.getOrDefault("model", "")));
    members.put("provider", Json.text(row.getOrDefault("provider", "")));
    members.put("source", Json.text(source(bill)));
    members.put("base_cost_usd", bill.usd());
    members.put("calc_at", Json.text(LogJson.instant(Long.parseLong(at))));
    members.put("request_id", Json.text(row.getOrDefault("call_id", "")));
    members.put("kind", Json.text(why.get(0)));
    members.put("actor", Json.text(why.get(1)));
    members.put("reason", Json.text(why.get(2)));
    members.put("state", Json.text(bill.state()));
    members.put("cost_status", Json.text(bill.status().word()));
    members.put("provenance", Json.text(row.getOrDefault("provenance", "")));
    members.put("service_tier", Json.text(row.getOrDefault("service_tier", "")));
    members.put("price", price(bill.priceKey()));
    arithmetic(bill.charges(), members);
    return new Json.Obj(members);
  }

  private String source(Bill bill) {
    return switch (bill.status()) {
      case OK, ESTIMATED -> bill.charges().isEmpty() ? assumed(bill) : "pricing";
      case UNPRICED -> row.getOrDefault("model", "").isEmpty() ? "unsupported_model" : "unpriced";
      case NONE -> "unused";
      case OPEN -> "open";
    };
  }

  /** A hold that was charged, or an amount that came with a row from elsewhere. */
  private String assumed(Bill bill) {
    return bill.status() == CostStatus.ESTIMATED ? "hold" : row.getOrDefault("origin", "");
  }

  private static Json price(String key) {
    return PriceReference.parse(key)
        .<Json>map(price ->
            Json.object(
                "source", price.source(),
                "version", price.version(),
                "key", price.key(),
                "from", price.since()))
        .orElse(Json.NULL);
  }

  private static void arithmetic(String charges, Map<String, Json> members) {
    Cost cost = Cost.parse(charges);
    BigDecimal sum =
        cost.charges().stream().map(Charge::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
    members.put("above_context_tokens", Json.of(cost.aboveContext()));
    members.put("region", Json.text(cost.uplift().region()));
    members.put("uplift", Json.of(cost.uplift().factor()));
    members.put("lines", new Json.Arr(cost.charges().stream().<Json>map(CostAudit::line).toList()));
    members.put("sum_usd", charges.isEmpty() ? Json.NULL : Json.of(sum));
    members.put("rounding", Json.text("half up to the nano-dollar, once, at the sum"));
  }

  private static Json line(Charge charge) {
    return Json.object(
        "unit", charge.unit().name().toLowerCase(Locale.ROOT),
        "quantity", charge.quantity(),
        "per", charge.unit().perMillion() ? 1_000_000 : 1,
        "rate_usd", charge.rate(),
        "derived", charge.derived(),
        "usd", charge.usd());
  }
}
