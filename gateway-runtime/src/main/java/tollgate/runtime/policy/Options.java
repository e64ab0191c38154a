package tollgate.runtime.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tollgate.api.json.Json;

/**
 * What a verdict was given, read part by part. Whatever is wrong is told in a sentence for the
 * policy's author, as an {@link IllegalArgumentException}.
 */
final class Options {

  static final int LONGEST_SENTENCE = 500;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}");

  private final String verdict;
  private final Map<String, Json> members;

  /**
   * Options of a verdict.
   *
   * @param verdict how the author calls it
   * @param known all names there are
   */
  Options(String verdict, Json given, List<String> known) {
    this.verdict = verdict;
    this.members =
        switch (given) {
          case Json.Null none -> Map.of();
          case Json.Obj(var own) -> own;
          default -> throw wrong("its options must be an object, not " + Json.encode(given));
        };
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        throw wrong("there is no option \"" + name + "\"; there is " + String.join(", ", known));
      }
    }
  }

  IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(verdict + ": " + why);
  }

  private static boolean isAbsent(Json value) {
    return value instanceof Json.Null;
  }

  boolean has(String name) {
    return !isAbsent(members.getOrDefault(name, Json.NULL));
  }

  private Json at(String name) {
    return members.getOrDefault(name, Json.NULL);
  }

  /** A name of something; empty when it is not given. */
  String name(String option) {
    return has(option) ? name(option, at(option)) : "";
  }

  String name(String option, Json value) {
    return checked(option, value, text -> NAME.matcher(text).matches(), "a name");
  }

  /** A sentence for people; empty when it is not given. */
  String sentence(String option) {
    return has(option) ? sentence(option, at(option)) : "";
  }

  String sentence(String option, Json value) {
    return checked(
        option,
        value,
        text ->
            !text.isBlank()
                && text.length() <= LONGEST_SENTENCE
                && text.chars().noneMatch(Character::isISOControl),
        "a sentence of at most " + LONGEST_SENTENCE + " characters");
  }

  String checked(String option, Json value, Predicate<String> fits, String what) {
    if (value instanceof Json.Text(var text) && fits.test(text)) {
      return text;
    }
    throw wrong(option + " must be " + what + ", not " + shown(value));
  }

  /** Names, given as one or as a list. */
  List<String> names(String option) {
    if (!has(option)) {
      return List.of();
    }
    var names = new ArrayList<String>();
    List<Json> given = at(option) instanceof Json.Arr(var items) ? items : List.of(at(option));
    given.forEach(each -> names.add(name(option, each)));
    return names;
  }

  boolean isSet(String option) {
    return switch (at(option)) {
      case Json.Null none -> false;
      case Json.Bool(var truth) -> truth;
      default -> throw wrong(option + " must be true or false, not " + shown(at(option)));
    };
  }

  /** A number above zero that money can be. */
  BigDecimal amount(String option) {
    if (at(option) instanceof Json.Num(var value)
        && value.signum() > 0
        && value.compareTo(BigDecimal.valueOf(1_000_000_000)) <= 0) {
      return value.stripTrailingZeros();
    }
    throw wrong(option + " must be a number above 0, not " + shown(at(option)));
  }

  BigDecimal whole(String option) {
    return BigDecimal.valueOf(whole(option, at(option)));
  }

  long whole(String option, Json value) {
    if (value instanceof Json.Num(var number)
        && number.signum() > 0
        && number.stripTrailingZeros().scale() <= 0
        && number.compareTo(BigDecimal.valueOf(1_000_000_000_000L)) <= 0) {
      return number.longValueExact();
    }
    throw wrong(option + " must be a whole number above 0, not " + shown(value));
  }

  static String shown(Json value) {
    String text = Json.encode(value);
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
