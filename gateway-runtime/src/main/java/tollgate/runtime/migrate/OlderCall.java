package tollgate.runtime.migrate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.ledger.CallIds;

/** One row of an older proxy's log of requests, as a call of this ledger. */
final class OlderCall {
  private static final String ACCOUNT = "_account";

  /** Paths on which the tokens of a prompt do not include those that came from a cache. */
  private static final String EXCLUSIVE = "/messages";

  private final Map<String, String> row;
  private final Map<String, Json> call = new LinkedHashMap<>();

  private OlderCall(Map<String, String> row) {
    this.row = row;
  }

  /**
   * The call.
   *
   * @param key the gateway's own key of what the row's key was
   * @return empty for a row of a request that had not ended
   * @throws IllegalArgumentException with what keeps the row from being one
   */
  static Optional<Json.Obj> of(Map<String, String> row, OlderKeys.Key key) {
    String state =
        switch (row.getOrDefault("lifecycle_status", "")) {
          case "completed" -> "settled";
          case "error" -> "failed";
          case "aborted" -> "aborted";
          default -> "";
        };
    return state.isEmpty() ? Optional.empty() : Optional.of(new OlderCall(row).made(state, key));
  }

  private Json.Obj made(String state, OlderKeys.Key key) {
    Instant arrived = instant("started_at").orElseThrow(() -> wrong("started_at is no instant"));
    put("call_id", id(arrived));
    put("state", state);
    put("arrived_at", arrived.toString());
    instant("finished_at").ifPresent(at -> put("ended_at", at.toString()));
    who(key);
    what();
    long used = tokens();
    cost(used);
    row.computeIfPresent(
        "latency_ms",
        (name, millis) -> {
          call.put("total_nanos", Json.of(number(name) * 1_000_000));
          return millis;
        });
    put("error_code", told("error_code"));
    put("error_message", told("error_message"));
    return new Json.Obj(call);
  }

  /** The same row has the same id, whenever and from wherever it comes. */
  private String id(Instant arrived) {
    String seed = told("id") + "\n" + told("request_id") + "\n" + told("started_at");
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
      long chance = ByteBuffer.wrap(hash).getLong();
      return new CallIds(() -> arrived, new SplittableRandom(chance)).next().text();
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }

  private void who(OlderKeys.Key key) {
    String tool = told("tool");
    put("tool", tool.isEmpty() ? "unknown" : tool);
    put("instance", instance(tool));
    put("session", session());
    put("key_id", key.id());
    put("key_name", key.name());
    put("peer", told("source_ip"));
    put("user_agent", told("user_agent"));
    put("evidence", "import");
  }

  /** The agent's name where one is told, else what the client's has beyond the tool's. */
  private String instance(String tool) {
    String agent = told("agent");
    String client = told("client_id");
    if (!agent.isEmpty() || client.isEmpty() || client.equals("unknown") || client.equals(tool)) {
      return agent;
    }
    return client.startsWith(tool + "-") ? client.substring(tool.length() + 1) : client;
  }

  private String session() {
    try {
      Json meta = JsonText.parse(row.getOrDefault("meta_json", "{}"));
      if (meta instanceof Json.Obj(var members)) {
        for (String name : new String[] {"session_id", "sessionId"}) {
          if (members.get(name) instanceof Json.Text(var session)) {
            return session;
          }
        }
      }
    } catch (MalformedJson nothing) { // then no session is told
      return "";
    }
    return "";
  }

  private void what() {
    put("method", "POST");
    put("path", told("path"));
    call.put("streamed", Json.of(told("streamed").equals("1")));
    put("provider", told("provider"));
    put("requested_model", told("model"));
    put("routed_model", told("model"));
    put("served_model", told("actual_model"));
    put("model", told("actual_model").isEmpty() ? told("model") : told("actual_model"));
    put("upstream_id", told("msg_id"));
    row.keySet().stream()
        .filter(name -> name.endsWith(ACCOUNT))
        .findFirst()
        .ifPresent(name -> put("account", told(name)));
    if (row.containsKey("status")) {
      call.put("status", Json.of(number("status")));
    }
    call.put("attempts", Json.of(1));
  }

  /** How many there are of all classes. */
  private long tokens() {
    long prompt = number("prompt_tokens");
    long read = number("cache_read_tokens");
    long written = number("cache_creation_tokens");
    boolean exclusive = told("path").endsWith(EXCLUSIVE) || read > prompt;
    call.put("input_tokens", Json.of(exclusive ? prompt : prompt - read));
    call.put("cache_read_tokens", Json.of(read));
    call.put("cache_write_5m_tokens", Json.of(written));
    call.put("output_tokens", Json.of(number("completion_tokens")));
    call.put(
        "reasoning_tokens",
        Json.of(Math.min(number("reasoning_tokens"), number("completion_tokens"))));
    long all = (exclusive ? prompt + read : prompt) + written + number("completion_tokens");
    put("provenance", all > 0 ? "exact" : "unknown");
    return all;
  }

  /** What was kept is taken over, not worked out again; a cost of nothing for something is none. */
  private void cost(long used) {
    BigDecimal usd = decimal("cost_usd");
    if (told("cost_status").equals("ok") && usd.signum() > 0) {
      put("cost_status", "ok");
      call.put("cost_usd", Json.of(usd));
    } else if (used > 0) {
      put("cost_status", "unpriced");
    } else {
      put("cost_status", "none");
      call.put("cost_usd", Json.of(0));
    }
  }

  private BigDecimal decimal(String name) {
    try {
      BigDecimal number = new BigDecimal(row.getOrDefault(name, "0"));
      return number.setScale(9, RoundingMode.HALF_UP).stripTrailingZeros();
    } catch (NumberFormatException noNumber) {
      throw wrong(name + " is no number");
    }
  }

  private long number(String name) {
    return decimal(name).setScale(0, RoundingMode.DOWN).longValueExact();
  }

  /** ISO 8601, or SQLite's own form of UTC. */
  private Optional<Instant> instant(String name) {
    String text = told(name);
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(
              text.endsWith("Z")
                  ? Instant.parse(text)
                  : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noInstant) {
      return Optional.empty();
    }
  }

  private String told(String name) {
    return row.getOrDefault(name, "");
  }

  private void put(String name, String value) {
    if (!value.isEmpty()) {
      call.put(name, Json.text(value));
    }
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what);
  }
}
