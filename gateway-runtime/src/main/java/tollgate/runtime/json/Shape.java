package tollgate.runtime.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;

/**
 * What a document looks like: told to others as a JSON schema, and held against documents. An
 * object has the members that are named and no others.
 */
public sealed interface Shape {

  /**
   * A text.
   *
   * @param format as OpenAPI names it, for example {@code date-time}; empty for any text
   */
  record Text(String format) implements Shape {}

  /** One of a few words. */
  record Choice(List<String> words) implements Shape {}

  /** A whole number of at least so much. */
  record Whole(long least) implements Shape {}

  /** A number. */
  record Decimal() implements Shape {}

  /** True or false. */
  record Flag() implements Shape {}

  /** Any value. */
  record Anything() implements Shape {}

  /** Such a value, or null. */
  record OrNull(Shape shape) implements Shape {}

  /** An array of such values. */
  record Items(Shape item) implements Shape {}

  /** An object with any names and such values. */
  record Table(Shape value) implements Shape {}

  /**
   * An object.
   *
   * @param required what it has, in order
   * @param optional what it may have
   */
  record Members(Map<String, Shape> required, Map<String, Shape> optional) implements Shape {

    /** The same object with further members it may have. */
    public Members or(Object... namesAndShapes) {
      var more = new LinkedHashMap<>(optional);
      more.putAll(named(namesAndShapes));
      return new Members(required, more);
    }

    /** The same object with further members that it has. */
    public Members and(Object... namesAndShapes) {
      var more = new LinkedHashMap<>(required);
      more.putAll(named(namesAndShapes));
      return new Members(more, optional);
    }
  }

  /** Any text. */
  static Shape text() {
    return new Text("");
  }

  /** An instant in ISO 8601. */
  static Shape instant() {
    return new Text("date-time");
  }

  /** A day in ISO 8601. */
  static Shape day() {
    return new Text("date");
  }

  /** A whole number that is not negative. */
  static Shape whole() {
    return new Whole(0);
  }

  /** Such a value, or null. */
  static Shape orNull(Shape shape) {
    return new OrNull(shape);
  }

  /** One of these words. */
  static Shape choice(String... words) {
    return new Choice(List.of(words));
  }

  /** An array of such values. */
  static Shape items(Shape item) {
    return new Items(item);
  }

  /**
   * An object.
   *
   * @param namesAndShapes name and shape of each member in turn
   */
  static Members object(Object... namesAndShapes) {
    return new Members(named(namesAndShapes), Map.of());
  }

  private static Map<String, Shape> named(Object... namesAndShapes) {
    var members = new LinkedHashMap<String, Shape>();
    for (int i = 0; i < namesAndShapes.length; i += 2) {
      members.put((String) namesAndShapes[i], (Shape) namesAndShapes[i + 1]);
    }
    return members;
  }

  /** As a schema of OpenAPI 3.0. */
  default Json.Obj schema() {
    return switch (this) {
      case Text(var format) when format.isEmpty() -> Json.object("type", "string");
      case Text(var format) -> Json.object("type", "string", "format", format);
      case Choice(var words) ->
          Json.object(
              "type",
              "string",
              "enum",
              new Json.Arr(words.stream().<Json>map(Json::text).toList()));
      case Whole(var least) -> Json.object("type", "integer", "format", "int64", "minimum", least);
      case Decimal() -> Json.object("type", "number");
      case Flag() -> Json.object("type", "boolean");
      case Anything() -> Json.object();
      case OrNull(var shape) -> {
        var members = new LinkedHashMap<>(shape.schema().members());
        members.put("nullable", Json.of(true));
        yield new Json.Obj(members);
      }
      case Items(var item) -> Json.object("type", "array", "items", item.schema());
      case Table(var value) ->
          Json.object("type", "object", "additionalProperties", value.schema());
      case Members members -> schema(members);
    };
  }

  private static Json.Obj schema(Members members) {
    var properties = new LinkedHashMap<String, Json>();
    members.required().forEach((name, shape) -> properties.put(name, shape.schema()));
    members.optional().forEach((name, shape) -> properties.put(name, shape.schema()));
    var schema = new LinkedHashMap<String, Json>();
    schema.put("type", Json.text("object"));
    schema.put("properties", new Json.Obj(properties));
    if (!members.required().isEmpty()) {
      schema.put(
          "required",
          new Json.Arr(members.required().keySet().stream().<Json>map(Json::text).toList()));
    }
    schema.put("additionalProperties", Json.of(false));
    return new Json.Obj(schema);
  }

  /** In which places a document is not of this shape, each in a few words; none if it is. */
  default List<String> misfits(Json document) {
    var misfits = new ArrayList<String>();
    hold(document, "", misfits);
    return List.copyOf(misfits);
  }

  private void hold(Json value, String place, List<String> misfits) {
    switch (this) {
      case Anything() -> {}
      case OrNull(var shape) -> {
        if (!(value instanceof Json.Null)) {
          shape.hold(value, place, misfits);
        }
      }
      case Items(var item) when value instanceof Json.Arr(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          item.hold(items.get(i), place + "/" + i, misfits);
        }
      }
      case Table(var each) when value instanceof Json.Obj(var members) ->
          members.forEach((name, member) -> each.hold(member, place + "/" + name, misfits));
      case Members shape when value instanceof Json.Obj(var members) ->
          hold(shape, members, place, misfits);
      default -> {
        if (!fits(value)) {
          misfits.add((place.isEmpty() ? "the document" : place) + " is no " + name());
        }
      }
    }
  }

  private static void hold(
      Members shape, Map<String, Json> members, String place, List<String> misfits) {
    shape.required().keySet().stream()
        .filter(name -> !members.containsKey(name))
        .forEach(name -> misfits.add(place + "/" + name + " is missing"));
    members.forEach((name, member) -> {
      Shape expected = shape.required().getOrDefault(name, shape.optional().get(name));
      if (expected == null) {
        misfits.add(place + "/" + name + " is not known");
      } else {
        expected.hold(member, place + "/" + name, misfits);
      }
    });
  }

  /** Whether a value without parts is of this shape. */
  private boolean fits(Json value) {
    return switch (this) {
      case Text _ -> value instanceof Json.Text;
      case Choice(var words) -> value instanceof Json.Text(var text) && words.contains(text);
      case Whole(var least) ->
          value instanceof Json.Num(var number)
              && number.stripTrailingZeros().scale() <= 0
              && number.longValue() >= least;
      case Decimal() -> value instanceof Json.Num;
      case Flag() -> value instanceof Json.Bool;
      case Anything _, OrNull _, Items _, Table _, Members _ -> false;
    };
  }

  private String name() {
    return switch (this) {
      case Text(var format) -> format.isEmpty() ? "text" : format;
      case Choice(var words) -> "word among " + words;
      case Whole(var least) -> "whole number of at least " + least;
      case Decimal() -> "number";
      case Flag() -> "true or false";
      case Items _ -> "array";
      case Anything _, OrNull _, Table _, Members _ -> "object";
    };
  }
}
