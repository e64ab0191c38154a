package tollgate.runtime.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tollgate.api.face.LedgerView.Row;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.CostStatus;
import tollgate.runtime.ledger.State;

/**
 * Writes a row in the shape that dashboards of older proxies read, to the letter: truth as 0 and 1,
 * instants as text with milliseconds, {@code meta_json} a text that holds JSON. What they do not
 * know is added under the ledger's own names.
 */
final class LogJson {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Columns that are passed on as they are. */
  private static final List<String> OWN_TEXTS =
      List.of(
          "state",
          "tool_version",
          "evidence",
          "instance",
          "session",
          "parent_agent",
          "key_name",
          "account",
          "dialect",
          "requested_model",
          "routed_model",
          "service_tier",
          "region",
          "provenance",
          "price_key",
          "charges",
          "price_version",
          "policy_generation");

  private static final List<String> OWN_NUMBERS =
      List.of(
          "cache_write_5m_tokens",
          "cache_write_1h_tokens",
          "audio_in_tokens",
          "audio_out_tokens",
          "cache_read_audio_tokens",
          "image_in_tokens",
          "image_out_tokens",
          "searches",
          "images",
          "attempts",
          "queue_nanos",
          "head_nanos",
          "first_byte_nanos",
          "total_nanos");

  /** Members that dashboards know, as texts. */
  private static final List<String> WORDS =
      List.of(
          "provider",
          "model",
          "tool",
          "client_id",
          "path",
          "error_code",
          "error_message",
          "request_id",
          "actual_model",
          "actual_provider",
          "proxy_api_key_id",
          "source_ip",
          "user_agent",
          "agent",
          "source",
          "msg_id");

  /** Members that dashboards know, as numbers that are always there. */
  private static final List<String> FIGURES =
      List.of(
          "id",
          "streamed",
          "prompt_tokens",
          "completion_tokens",
          "cache_creation_tokens",
          "cache_read_tokens",
          "reasoning_tokens",
          "total_tokens",
          "incomplete");

  private static final Shape TEXT = Shape.orNull(Shape.text());
  private static final Shape TIME = Shape.orNull(Shape.instant());
  private static final Shape COUNT = Shape.orNull(Shape.whole());
  private static final Shape.Members SHAPE = shapeOfOwn();

  private final AccountNames names;

  LogJson(AccountNames names) {
    this.names = names;
  }

  Json.Obj of(Row row) {
    return new Line(row, names).write();
  }

  /** An instant as these shapes write it. */
  static String instant(long millis) {
    return INSTANT.format(Instant.ofEpochMilli(millis));
  }

  /** Nano-dollars as a decimal number of dollars. */
  static Json usd(long nanos) {
    BigDecimal usd = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
    return Json.of(usd.scale() < 0 ? usd.setScale(0) : usd);
  }

  /** What it writes. */
  Shape.Members shape() {
    return names.ofCall(SHAPE);
  }

  private static Shape.Members shapeOfOwn() {
    var shape =
        Shape.object(
            "cost_usd", Shape.orNull(new Shape.Decimal()),
            "cost_status", Shape.choice("ok", "pending", "unresolved", "unsupported"),
            "lifecycle_status", Shape.choice("pending", "completed", "error", "aborted"),
            "meta_json", Shape.text());
    shape = with(shape, Shape.whole(), FIGURES);
    shape = with(shape, COUNT, List.of("status", "latency_ms"));
    shape = with(shape, TIME, List.of("started_at", "finished_at", "finalized_at"));
    shape = with(shape, TIME, List.of("correlated_at"));
    shape = with(shape, TEXT, WORDS);
    shape = with(shape, TEXT, OWN_TEXTS);
    return with(shape, COUNT, OWN_NUMBERS);
  }

  private static Shape.Members with(Shape.Members shape, Shape of, List<String> names) {
    var more = shape;
    for (String name : names) {
      more = more.and(name, of);
    }
    return more;
  }

  /** One row while it is written. */
  private static final class Line {
    private final Map<String, String> columns;
    private final AccountNames names;
    private final Map<String, Json> members = new LinkedHashMap<>();

    Line(Row row, AccountNames names) {
      this.columns = row.columns();
      this.names = names;
    }

    Json.Obj write() {
      State state = State.of(columns.getOrDefault("state", ""));
      number("id", "id");
      text("provider", "provider");
      text("model", "model");
      text("tool", "tool");
      text("client_id", "client_id");
      text("path", "path");
      number("streamed", "streamed");
      number("status", "status");
      writeTokens();
      writeCost();
      members.put("incomplete", Json.of(state == State.SETTLED ? 0 : 1));
      members.put("error_code", errorCode(state));
      text("error_message", "error_message");
      writeTimes();
      members.put("lifecycle_status", Json.text(LogWords.lifecycle(state)));
      text("request_id", "call_id");
      text("actual_model", "served_model");
      text("actual_provider", "provider");
      text("proxy_api_key_id", "key_id");
      text("source_ip", "peer");
      text("user_agent", "user_agent");
      text("agent", "instance");
      members.put("source", Json.text(source()));
      text("msg_id", "upstream_id");
      names.putOfCall(members, columns.getOrDefault("account", ""));
      members.put("correlated_at", Json.NULL);
      members.put("meta_json", Json.text(Json.encode(meta())));
      writeOwn();
      return new Json.Obj(members);
    }

    private void writeTokens() {
      number("prompt_tokens", "input_tokens");
      number("completion_tokens", "output_tokens");
      members.put("cache_creation_tokens", Json.of(cacheWrites()));
      number("cache_read_tokens", "cache_read_tokens");
      number("reasoning_tokens", "reasoning_tokens");
      members.put(
          "total_tokens",
          Json.of(
              read("input_tokens")
                  + read("output_tokens")
                  + read("cache_read_tokens")
                  + cacheWrites()
                  + read("audio_in_tokens")
                  + read("audio_out_tokens")));
    }

    private void writeCost() {
      CostStatus status = CostStatus.of(columns.getOrDefault("cost_status", ""));
      members.put(
          "cost_usd", columns.containsKey("cost_nanos") ? usd(read("cost_nanos")) : Json.NULL);
      members.put(
          "cost_status", Json.text(LogWords.cost(status, columns.getOrDefault("model", ""))));
    }

    private void writeTimes() {
      boolean ended = columns.containsKey("ended_at");
      long latency =
          columns.containsKey("total_nanos")
              ? read("total_nanos") / 1_000_000
              : read("ended_at") - read("arrived_at");
      members.put("latency_ms", ended ? Json.of(latency) : Json.NULL);
      moment("started_at", "arrived_at");
      moment("finished_at", "ended_at");
      moment("finalized_at", "ended_at");
    }

    /** What only this ledger knows, under its own names. */
    private void writeOwn() {
      for (String column : OWN_TEXTS) {
        text(column, column);
      }
      for (String column : OWN_NUMBERS) {
        number(column, column);
      }
    }

    private Json meta() {
      return Json.object(
          "method", json("method"),
          "originator", Json.NULL,
          "session_id", json("session"),
          "agent", json("agent"),
          "proof", json("proof"));
    }

    private Json errorCode(State state) {
      String code = columns.getOrDefault("error_code", "");
      String word = LogWords.error(code);
      return word.isEmpty() && state == State.ABORTED
          ? Json.text("aborted")
          : word.isEmpty() ? Json.NULL : Json.text(word);
    }

    private String source() {
      String origin = columns.getOrDefault("origin", "");
      return origin.equals("gateway") ? "proxy" : origin;
    }

    private long cacheWrites() {
      return read("cache_write_5m_tokens") + read("cache_write_1h_tokens");
    }

    private long read(String column) {
      return Long.parseLong(columns.getOrDefault(column, "0"));
    }

    private Json json(String column) {
      String value = columns.get(column);
      return value == null ? Json.NULL : Json.text(value);
    }

    private void text(String name, String column) {
      members.put(name, json(column));
    }

    private void number(String name, String column) {
      members.put(name, columns.containsKey(column) ? Json.of(read(column)) : Json.NULL);
    }

    private void moment(String name, String column) {
      members.put(name, columns.containsKey(column) ? Json.text(instant(read(column))) : Json.NULL);
    }
  }
}
