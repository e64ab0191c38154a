package tollgate.provider.cliproxyapi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.json.Json;

/**
 * Members of an answer whose form nobody promises: each is looked for under several names, numbers
 * may stand in quotes, instants may be texts or seconds or milliseconds since 1970. What is not of
 * a form that is known is not there.
 */
record Fields(Map<String, Json> members) {
  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  /** Numbers below are seconds since 1970, others milliseconds. */
  private static final BigDecimal FIRST_MILLIS = new BigDecimal("1e11");

  private static final BigDecimal LAST_MILLIS = new BigDecimal("1e14");
  private static final BigDecimal LONGEST_WAIT = new BigDecimal("1e9");

  /** The members of an object; none for anything else. */
  static Fields of(Json json) {
    return new Fields(json instanceof Json.Obj(var members) ? members : Map.of());
  }

  Fields at(String name) {
    return of(json(name));
  }

  List<Json> items(String name) {
    return json(name) instanceof Json.Arr(var items) ? items : List.of();
  }

  String text(String... names) {
    for (String name : names) {
      switch (json(name)) {
        case Json.Text(var text) when !text.isBlank() -> {
          return text.strip();
        }
        case Json.Num(var number) -> {
          return number.toPlainString();
        }
        default -> {}
      }
    }
    return "";
  }

  boolean is(String name) {
    return json(name) instanceof Json.Bool(var truth) && truth;
  }

  boolean isNot(String name) {
    return json(name) instanceof Json.Bool(var truth) && !truth;
  }

  Optional<BigDecimal> number(String... names) {
    for (String name : names) {
      Json value = json(name);
      if (value instanceof Json.Num(var number)) {
        return Optional.of(number);
      }
      if (value instanceof Json.Text(var text) && text.matches("-?\\d{1,18}(\\.\\d{1,18})?")) {
        return Optional.of(new BigDecimal(text));
      }
    }
    return Optional.empty();
  }

  /** A number of a hundred, within its bounds. */
  Optional<BigDecimal> percent(String... names) {
    return number(names).map(Fields::bounded);
  }

  /** How much of a limit is used, of a hundred. */
  static BigDecimal share(BigDecimal used, BigDecimal limit) {
    return bounded(used.multiply(ALL).divide(limit, 2, RoundingMode.HALF_UP));
  }

  private static BigDecimal bounded(BigDecimal percent) {
    return percent.max(BigDecimal.ZERO).min(ALL);
  }

  Optional<Instant> instant(String... names) {
    for (String name : names) {
      Optional<Instant> instant = number(name).flatMap(Fields::since1970);
      if (instant.isPresent()) {
        return instant;
      }
      if (json(name) instanceof Json.Text(var text)) {
        try {
          return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noInstant) {
          // another name may have one
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> since1970(BigDecimal number) {
    if (number.signum() <= 0 || number.compareTo(LAST_MILLIS) > 0) {
      return Optional.empty();
    }
    BigDecimal millis = number.compareTo(FIRST_MILLIS) < 0 ? number.movePointRight(3) : number;
    return Optional.of(Instant.ofEpochMilli(millis.longValue()));
  }

  /** A number of seconds. */
  Optional<Duration> seconds(String... names) {
    return number(names)
        .filter(number -> number.signum() >= 0 && number.compareTo(LONGEST_WAIT) < 0)
        .map(number -> Duration.ofSeconds(number.longValue()));
  }

  private Json json(String name) {
    return members.getOrDefault(name, Json.NULL);
  }
}
