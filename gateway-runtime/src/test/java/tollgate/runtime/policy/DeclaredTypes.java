package tollgate.runtime.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.api.json.Json;

/**
 * The types that {@code tollgate.d.ts} declares for facts, as a script can hold facts to them. It
 * knows the forms that file uses and fails at any other.
 */
final class DeclaredTypes {
  private static final Pattern INTERFACE =
      Pattern.compile("interface (\\w+) \\{(.*?)\\n}", Pattern.DOTALL);
  private static final Pattern MEMBER = Pattern.compile("(?m)^  readonly (\\w+): (.*);$");
  private static final Pattern LITERAL = Pattern.compile("'([^']*)'");
  private static final Pattern LIST = Pattern.compile("readonly (\\w+)\\[]");
  private static final Pattern FUNCTION = Pattern.compile("\\(question: (.*)\\) => (\\w+)");
  private static final Pattern PROPERTY = Pattern.compile("(\\w+)(\\??): ([^;]+)");
  private static final List<String> KINDS = List.of("string", "number", "boolean");

  private final Map<String, Map<String, Json>> records = new LinkedHashMap<>();
  private final List<String> alternatives = new ArrayList<>();

  private DeclaredTypes() {}

  /** The types in the text of the file. */
  static DeclaredTypes in(String text) {
    var types = new DeclaredTypes();
    Matcher each = INTERFACE.matcher(text);
    while (each.find()) {
      var members = new LinkedHashMap<String, Json>();
      Matcher member = MEMBER.matcher(each.group(2));
      while (member.find()) {
        String at = each.group(1) + "." + member.group(1);
        members.put(member.group(1), types.union(at, member.group(2)));
      }
      types.records.put(each.group(1), members);
    }
    return types;
  }

  /** Each record by its name with the type of each member, for {@code hold} of the script. */
  Json.Obj document() {
    var document = new LinkedHashMap<String, Json>();
    records.forEach((name, members) -> document.put(name, new Json.Obj(members)));
    return new Json.Obj(document);
  }

  /** Where a member may be one of several, each of these, in the order of their numbers. */
  List<String> alternatives() {
    return alternatives;
  }

  private Json union(String at, String type) {
    if (type.startsWith("(")) {
      return function(type);
    }
    String[] parts = type.split(" \\| ", -1);
    if (parts.length == 1) {
      return single(type);
    }
    var any = new ArrayList<Json>();
    for (String part : parts) {
      any.add(Json.object("number", alternatives.size(), "type", single(part)));
      alternatives.add(at + " " + part);
    }
    return Json.object("any", new Json.Arr(any));
  }

  private Json single(String type) {
    Matcher literal = LITERAL.matcher(type);
    if (literal.matches()) {
      return Json.object("is", literal.group(1));
    }
    Matcher list = LIST.matcher(type);
    if (list.matches()) {
      return Json.object("list", single(list.group(1)));
    }
    if (type.equals("null")) {
      return Json.object("is", Json.NULL);
    }
    if (KINDS.contains(type)) {
      return Json.object("kind", type);
    }
    if (type.matches("[A-Z]\\w*")) {
      return Json.object("record", type);
    }
    throw new AssertionError("This test cannot read the type " + type);
  }

  /** What it may be asked, each question once, and the kind of the answer. */
  private static Json function(String type) {
    Matcher function = FUNCTION.matcher(type);
    if (!function.matches()) {
      throw new AssertionError("This test cannot read the type " + type);
    }
    var questions = new ArrayList<Json>();
    for (String form : function.group(1).split(" \\| (?=\\{)", -1)) {
      List<Map<String, Json>> said = List.of(Map.of());
      Matcher property = PROPERTY.matcher(form.replaceAll("[{}]", "").strip());
      while (property.find()) {
        said = saying(said, property);
      }
      said.forEach(one -> questions.add(new Json.Obj(new LinkedHashMap<>(one))));
    }
    return Json.object(
        "answers", new Json.Arr(questions), "with", Json.object("kind", function.group(2)));
  }

  /** Each question so far with each value of a property, and without it where it may lack. */
  private static List<Map<String, Json>> saying(List<Map<String, Json>> before, Matcher property) {
    var after = new ArrayList<Map<String, Json>>();
    for (Map<String, Json> one : before) {
      if (!property.group(2).isEmpty()) {
        after.add(one);
      }
      Matcher literal = LITERAL.matcher(property.group(3));
      while (literal.find()) {
        var more = new LinkedHashMap<>(one);
        more.put(property.group(1), Json.text(literal.group(1)));
        after.add(more);
      }
    }
    return after;
  }
}
