package tollgate.runtime.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tollgate.api.json.Json;

/**
 * One column of an ended call as it leaves the ledger and comes back: instants in ISO 8601, money
 * in decimal dollars, everything else as the ledger keeps it. What is not known is null.
 *
 * @param name the member of the object
 * @param column the column of {@code call}
 * @param kind how it is written
 */
public record CallField(String name, String column, Kind kind) {

  /** How a value is written. */
  public enum Kind {
    TEXT,
    WHOLE,
    FLAG,
    INSTANT,
    USD
  }

  /** Every field, in the order of an export's columns. */
  public static final List<CallField> ALL = all();

  private static List<CallField> all() {
    var fields = new ArrayList<CallField>();
    add(fields, Kind.TEXT, "call_id", "origin", "state");
    add(fields, Kind.INSTANT, "arrived_at", "ended_at");
    add(fields, Kind.TEXT, "tool", "tool_version", "evidence", "proof", "instance", "session");
    add(fields, Kind.TEXT, "agent", "parent_agent", "root", "lineage", "key_id", "key_name");
    add(fields, Kind.TEXT, "peer", "user_agent", "dialect", "method", "path");
    add(fields, Kind.FLAG, "streamed");
    add(fields, Kind.TEXT, "provider", "account", "upstream_id");
    add(fields, Kind.TEXT, "requested_model", "routed_model", "served_model", "model");
    add(fields, Kind.TEXT, "service_tier", "region");
    add(fields, Kind.WHOLE, "status", "attempts");
    add(fields, Kind.TEXT, "provenance");
    add(fields, Kind.WHOLE, "input_tokens", "output_tokens", "cache_read_tokens");
    add(fields, Kind.WHOLE, "cache_write_5m_tokens", "cache_write_1h_tokens", "reasoning_tokens");
    add(fields, Kind.WHOLE, "audio_in_tokens", "audio_out_tokens", "cache_read_audio_tokens");
    add(fields, Kind.WHOLE, "image_in_tokens", "image_out_tokens", "searches", "images");
    fields.add(new CallField("cost_usd", "cost_nanos", Kind.USD));
    add(fields, Kind.TEXT, "cost_status", "price_key", "charges", "price_version");
    fields.add(new CallField("hold_usd", "hold_nanos", Kind.USD));
    add(fields, Kind.WHOLE, "queue_nanos", "head_nanos", "first_byte_nanos", "total_nanos");
    add(fields, Kind.WHOLE, "tool_results", "clamped_tokens");
    add(fields, Kind.TEXT, "last_result", "tags", "policy_generation");
    add(fields, Kind.TEXT, "error_code", "error_message");
    return List.copyOf(fields);
  }

  private static void add(List<CallField> fields, Kind kind, String... columns) {
    for (String column : columns) {
      fields.add(new CallField(column, column, kind));
    }
  }

  /** The columns of all fields, with commas between them. */
  public static String columns() {
    return ALL.stream().map(CallField::column).collect(Collectors.joining(", "));
  }

  /** Reads the value at a place of a row. */
  public Json read(ResultSet row, int place) throws SQLException {
    if (kind == Kind.TEXT) {
      return Json.text(row.getString(place));
    }
    long number = row.getLong(place);
    if (row.wasNull()) {
      return Json.NULL;
    }
    return switch (kind) {
      case FLAG -> Json.of(number != 0);
      case INSTANT -> Json.text(Instant.ofEpochMilli(number).toString());
      case USD -> Json.of(usd(number));
      default -> Json.of(number);
    };
  }

  private static BigDecimal usd(long nanos) {
    BigDecimal usd = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
    return usd.scale() < 0 ? usd.setScale(0) : usd;
  }

  /** The text that a value is. */
  String text(Json value) {
    if (value instanceof Json.Text(var text)) {
      return text;
    }
    throw new IllegalArgumentException(name + " is no text");
  }

  /** The number by which the ledger keeps a value. */
  long number(Json value) {
    return switch (kind) {
      case FLAG -> value.equals(Json.of(true)) ? 1 : 0;
      case INSTANT -> millis(text(value));
      case USD -> whole(decimal(value).movePointRight(9).setScale(0, RoundingMode.HALF_UP));
      default -> whole(decimal(value));
    };
  }

  private long millis(String instant) {
    try {
      return Instant.parse(instant).toEpochMilli();
    } catch (DateTimeException | ArithmeticException noInstant) { // or one too far away
      throw new IllegalArgumentException(name + " is no instant", noInstant);
    }
  }

  private BigDecimal decimal(Json value) {
    if (value instanceof Json.Num(var number)) {
      return number;
    }
    throw new IllegalArgumentException(name + " is no number");
  }

  private long whole(BigDecimal number) {
    try {
      long whole = number.longValueExact();
      if (whole < 0) {
        throw new IllegalArgumentException(name + " is below zero");
      }
      return whole;
    } catch (ArithmeticException tooLarge) {
      throw new IllegalArgumentException(name + " is no whole number that fits", tooLarge);
    }
  }
}
