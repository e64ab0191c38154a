package tollgate.runtime.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;

/** The members of an object in a file of cases. A member nobody knows is refused. */
final class CaseMembers {

  private final String path;
  private final Map<String, Json> members;

  CaseMembers(String path, Json given, List<String> known) {
    this.path = path;
    this.members =
        switch (given) {
          case Json.Null none -> Map.of();
          case Json.Obj(var own) -> own;
          default -> throw new IllegalArgumentException(path + " must be an object");
        };
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            path + " has no " + name + "; there is " + String.join(", ", known));
      }
    }
  }

  Json at(String name) {
    return members.getOrDefault(name, Json.NULL);
  }

  CaseMembers group(String name, List<String> known) {
    return new CaseMembers(path + "." + name, at(name), known);
  }

  List<CaseMembers> objects(String name, List<String> known) {
    var objects = new ArrayList<CaseMembers>();
    items(name).forEach(item -> objects.add(new CaseMembers(path + "." + name, item, known)));
    return objects;
  }

  private List<Json> items(String name) {
    return switch (at(name)) {
      case Json.Null none -> List.of();
      case Json.Arr(var items) -> items;
      default -> throw wrong(name, "a list");
    };
  }

  private IllegalArgumentException wrong(String name, String what) {
    return new IllegalArgumentException(path + "." + name + " must be " + what);
  }

  String text(String name, String standard) {
    return switch (at(name)) {
      case Json.Null none -> standard;
      case Json.Text(var text) -> text;
      default -> throw wrong(name, "a text");
    };
  }

  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (Json item : items(name)) {
      if (!(item instanceof Json.Text(var text))) {
        throw wrong(name, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  boolean truth(String name, boolean standard) {
    return switch (at(name)) {
      case Json.Null none -> standard;
      case Json.Bool(var truth) -> truth;
      default -> throw wrong(name, "true or false");
    };
  }

  long whole(String name, long standard) {
    return switch (at(name)) {
      case Json.Null none -> standard;
      case Json.Num(var number)
          when number.signum() >= 0 && number.stripTrailingZeros().scale() <= 0 ->
          number.longValueExact();
      default -> throw wrong(name, "a whole number");
    };
  }

  BigDecimal amount(String name) {
    return switch (at(name)) {
      case Json.Null none -> BigDecimal.ZERO;
      case Json.Num(var number) when number.signum() >= 0 -> number;
      default -> throw wrong(name, "a number");
    };
  }
}
