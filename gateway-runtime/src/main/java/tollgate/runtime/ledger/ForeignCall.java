package tollgate.runtime.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Claim;
import tollgate.runtime.price.Cost;
import tollgate.runtime.store.Columns;

/** An ended call of elsewhere, fit to become a row. */
final class ForeignCall {

  /** Numbers of a row that may be unknown; every other one is 0 then. */
  private static final Set<String> UNKNOWABLE =
      Set.of("ended_at", "status", "head_nanos", "first_byte_nanos", "total_nanos", "cost_usd");

  private static final Map<String, Integer> LONGER =
      Map.of(
          "user_agent", CallRow.TEXT,
          "path", CallRow.TEXT,
          "price_key", CallRow.TEXT,
          "error_message", CallRow.MESSAGE,
          "charges", Ending.CHARGES,
          "lineage", 2_048);

  /** What a row says where nothing is told. */
  private static final Map<String, String> STANDARD =
      Map.of("tool", "unknown", "provenance", "unknown", "state", "");

  private static final Set<String> PROVENANCES = Set.of("exact", "running", "estimated", "unknown");

  /** All that caps count as tokens. */
  private static final List<String> USED =
      List.of(
          "input_tokens",
          "output_tokens",
          "cache_read_tokens",
          "cache_write_5m_tokens",
          "cache_write_1h_tokens",
          "audio_in_tokens",
          "audio_out_tokens");

  /** Far more than there ever are, and so few that sums of them stay numbers. */
  private static final long MOST_TOKENS = 1_000_000_000_000_000L;

  /** Clocks differ, but not by so much. */
  private static final Duration AHEAD = Duration.ofHours(1);

  private final Map<String, Json> values;

  private ForeignCall(Map<String, Json> values) {
    this.values = values;
  }

  /** What a call calls itself, fit to be shown. */
  static String idOf(Json.Obj call) {
    return call.members().get("call_id") instanceof Json.Text(var id) ? Columns.cut(id, 64) : "";
  }

  /**
   * A call.
   *
   * @throws IllegalArgumentException with what keeps it from becoming a row
   */
  static ForeignCall of(Json.Obj call, String source, Instant now) {
    var values = new LinkedHashMap<String, Json>();
    for (CallField field : CallField.ALL) {
      values.put(field.name(), value(field, call.members().getOrDefault(field.name(), Json.NULL)));
    }
    var made = new ForeignCall(values);
    made.demandIdAndTime(now);
    made.demandState();
    made.demandTokens();
    made.demandCost();
    values.put("tags", Json.text("{}")); // the labels of another gateway's policies
    String origin = made.text("origin");
    if (!origin.startsWith(Imports.ORIGIN)) {
      values.put("origin", Json.text(CallRow.clipped(Imports.ORIGIN + source)));
    }
    return made;
  }

  private static Json value(CallField field, Json told) {
    if (field.kind() == CallField.Kind.TEXT) {
      String text =
          told.equals(Json.NULL) ? STANDARD.getOrDefault(field.name(), "") : field.text(told);
      return Json.text(Columns.cut(text, LONGER.getOrDefault(field.name(), CallRow.NAME)));
    }
    if (told.equals(Json.NULL)) {
      return UNKNOWABLE.contains(field.name()) ? Json.NULL : Json.of(0);
    }
    return Json.of(field.number(told));
  }

  private void demandIdAndTime(Instant now) {
    if (!CallId.isCallId(id())) {
      throw new IllegalArgumentException("call_id is no id of a call");
    }
    if (number("arrived_at") <= 0 || arrived().isAfter(now.plus(AHEAD))) {
      throw new IllegalArgumentException("arrived_at is missing, or has not come yet");
    }
  }

  private void demandState() {
    boolean ended =
        Arrays.stream(State.values())
            .anyMatch(state -> state.isFinal() && state.word().equals(text("state")));
    if (!ended) {
      throw new IllegalArgumentException("it has not ended");
    }
    if (isRefused() && USED.stream().anyMatch(name -> number(name) > 0)) {
      throw new IllegalArgumentException("it was turned away, and used something");
    }
    if (isRefused() && number("cost_usd") > 0) {
      throw new IllegalArgumentException("it was turned away, and cost something");
    }
    if (!PROVENANCES.contains(text("provenance"))) {
      throw new IllegalArgumentException("provenance is unheard of");
    }
  }

  private void demandTokens() {
    for (String name : USED) {
      if (number(name) > MOST_TOKENS) {
        throw new IllegalArgumentException(name + " is more than a call can use");
      }
    }
  }

  private void demandCost() {
    boolean known = !values.getOrDefault("cost_usd", Json.NULL).equals(Json.NULL);
    boolean fits =
        switch (text("cost_status")) {
          case "ok", "estimated" -> known;
          case "none" -> known && number("cost_usd") == 0;
          case "unpriced" -> !known;
          default -> false;
        };
    if (!fits) {
      throw new IllegalArgumentException("cost_usd and cost_status do not go together");
    }
    String charges = text("charges");
    if (!charges.isEmpty()
        && (!known || Cost.parse(charges).total().nanos() != number("cost_usd"))) {
      throw new IllegalArgumentException("its charges do not add up to its cost");
    }
  }

  String id() {
    return text("call_id");
  }

  /** Whether it arrived before an instant, in milliseconds since 1970. */
  boolean arrivedBefore(long millis) {
    return number("arrived_at") < millis;
  }

  private Instant arrived() {
    return Instant.ofEpochMilli(number("arrived_at"));
  }

  private String text(String name) {
    return values.get(name) instanceof Json.Text(var text) ? text : "";
  }

  private long number(String name) {
    return values.get(name) instanceof Json.Num(var number) ? number.longValueExact() : 0;
  }

  /** The counters that it moves. */
  Claim claim() {
    var axes = new HashMap<String, String>();
    axes.put(Axes.TOOL, text("tool"));
    axes.put(Axes.INSTANCE, text("instance"));
    axes.put(Axes.SESSION, text("session"));
    axes.put(Axes.AGENT, text("agent"));
    axes.put(Axes.KEY, text("key_id"));
    axes.put(Axes.PROVIDER, text("provider"));
    axes.put(Axes.MODEL, text("routed_model"));
    axes.put(Axes.ROOT, text("root"));
    axes.put(Axes.LINEAGE, text("lineage"));
    return new Claim(arrived(), axes, Amount.ZERO);
  }

  /** What it counts for; a call that was turned away counts nowhere. */
  Amount amount() {
    return isRefused()
        ? Amount.ZERO
        : Amount.call(new Money(number("cost_usd")), USED.stream().mapToLong(this::number).sum());
  }

  private boolean isRefused() {
    return text("state").equals(State.REFUSED.word());
  }

  /** Binds the columns of {@link CallField#columns}. */
  void bind(PreparedStatement statement, int first) throws SQLException {
    int place = first;
    for (CallField field : CallField.ALL) {
      switch (values.getOrDefault(field.name(), Json.NULL)) {
        case Json.Text(var text) -> statement.setString(place++, text);
        case Json.Num(var number) -> statement.setLong(place++, number.longValueExact());
        default -> statement.setNull(place++, Types.INTEGER);
      }
    }
  }
}
