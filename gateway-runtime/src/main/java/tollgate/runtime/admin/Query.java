package tollgate.runtime.admin;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.api.face.Axis;
import tollgate.api.face.FaceRequest;
import tollgate.runtime.json.Shape;
import tollgate.runtime.problem.RequestProblem;

/** What the queries of several resources say alike. */
final class Query {
  static final int PAGE = 50;
  static final int LARGEST_PAGE = 200;

  /** The pages of a list. */
  static final List<Param> PAGES =
      List.of(
          Param.of("limit", new Shape.Whole(1), "how many, 200 at most; 50"),
          Param.of("offset", Shape.whole(), "how many to leave out; 0"));

  /** The axes by which sums are taken apart and lists are narrowed. */
  static final List<Axis> AXES =
      List.of(Axis.TOOL, Axis.INSTANCE, Axis.PROVIDER, Axis.ACCOUNT, Axis.MODEL, Axis.KEY);

  static final List<Param> ONLY =
      AXES.stream().map(axis -> Param.text(name(axis), "only this " + name(axis))).toList();

  private Query() {}

  /** An axis as queries name it. */
  static String name(Axis axis) {
    return axis.name().toLowerCase(Locale.ROOT);
  }

  /** The axis of a name, if it has one. */
  static Optional<Axis> axis(String name) {
    return Arrays.stream(Axis.values()).filter(axis -> name(axis).equals(name)).findFirst();
  }

  /** A text, empty where there is none. */
  static String text(FaceRequest request, String name) {
    return request.query().getOrDefault(name, "");
  }

  /** How many a page of a list has. */
  static int limit(FaceRequest request) {
    return Math.min(QueryNumbers.whole(request, "limit", PAGE, 1), LARGEST_PAGE);
  }

  /** How many come before a page. */
  static int offset(FaceRequest request) {
    return QueryNumbers.whole(request, "offset", 0, 0);
  }

  /** A row's number, 0 where there is none. */
  static long row(FaceRequest request, String name) {
    String text = text(request, name);
    if (!text.matches("\\d{0,18}")) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception(name, text, "the number of a row");
    }
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  /** The values that axes must have. */
  static Map<Axis, String> only(FaceRequest request) {
    var only = new EnumMap<Axis, String>(Axis.class);
    for (Axis axis : AXES) {
      String value = text(request, name(axis));
      if (!value.isEmpty()) {
        only.put(axis, value);
      }
    }
    return only;
  }

  /**
   * A UTC day.
   *
   * @param otherwise what counts where there is none
   */
  static LocalDate day(FaceRequest request, String name, LocalDate otherwise) {
    String text = text(request, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException notInTheCalendar) {
      // told below
    }
    throw RequestProblem.REQUEST_BAD_PARAMETER.exception(name, text, "a day such as 2026-11-21");
  }

  /** A UTC day that must be there. */
  static LocalDate needDay(FaceRequest request, String name) {
    if (text(request, name).isEmpty()) {
      throw RequestProblem.REQUEST_MISSING_PARAMETER.exception(name, "a day such as 2026-11-21");
    }
    return day(request, name, LocalDate.EPOCH);
  }

  /** A few names, separated by commas. */
  static List<String> names(FaceRequest request, String name) {
    return Arrays.stream(text(request, name).split(",", -1))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .collect(Collectors.toList());
  }
}
