package tollgate.runtime.script;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.graalvm.polyglot.Value;
import tollgate.api.json.Json;

/**
 * What a script said, copied out of its world: plain data only, and little of it. Each member is
 * read once. Must run while the script is still watched, for a getter is code of its own.
 */
final class Copies {

  private static final int MOST_VALUES = 1_000;
  private static final int DEEPEST = 8;
  private static final int LONGEST_TEXT = 4_096;

  private int values;

  private Copies() {}

  /**
   * A copy.
   *
   * @throws IllegalArgumentException when it is something else than a little plain data; the
   *     message says what
   */
  static Json of(Value value) {
    return new Copies().copy(value, 0);
  }

  /**
   * The same of what a function gave back, where objects that the host gave the script are
   * themselves.
   *
   * @throws IllegalArgumentException as of {@link #of}
   */
  static Said said(Value value) {
    Optional<ScriptObject> own = Views.ownOf(value);
    if (own.isPresent()) {
      return new Said.Own(own.get());
    }
    var copies = new Copies();
    return value.hasArrayElements() && !value.canExecute()
        ? copies.several(value)
        : new Said.Data(copies.copy(value, 0));
  }

  private Said several(Value list) {
    var items = new ArrayList<Said>();
    long size = size(list);
    for (long at = 0; at < size; at++) {
      Value item = list.getArrayElement(at);
      Optional<ScriptObject> own = Views.ownOf(item);
      count();
      items.add(own.isPresent() ? new Said.Own(own.get()) : new Said.Data(copy(item, 1)));
    }
    return new Said.Several(items);
  }

  /** A list that is too long is refused before anything of it is read. */
  private static long size(Value list) {
    long size = list.getArraySize();
    if (size > MOST_VALUES) {
      throw tooMany();
    }
    return size;
  }

  private static IllegalArgumentException tooMany() {
    return new IllegalArgumentException("more than " + MOST_VALUES + " values");
  }

  private void count() {
    if (++values > MOST_VALUES) {
      throw tooMany();
    }
  }

  private Json copy(Value value, int depth) {
    count();
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("more than " + DEEPEST + " values within one another");
    }
    if (value.isNull()) {
      return Json.NULL;
    }
    if (value.isBoolean()) {
      return new Json.Bool(value.asBoolean());
    }
    if (value.isString()) {
      return text(value);
    }
    if (value.isNumber()) {
      return number(value);
    }
    if (value.canExecute() || value.canInstantiate()) {
      throw new IllegalArgumentException("a function");
    }
    if (value.hasArrayElements()) {
      return array(value, depth);
    }
    if (value.hasMember("then")) {
      throw new IllegalArgumentException("a promise");
    }
    if (value.hasMembers() && !value.isProxyObject()) {
      return object(value, depth);
    }
    throw new IllegalArgumentException("something that is not plain data");
  }

  private static Json text(Value value) {
    String text = value.asString();
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("a text of " + text.length() + " characters");
    }
    return new Json.Text(text);
  }

  private static Json number(Value value) {
    if (value.fitsInLong()) {
      return new Json.Num(BigDecimal.valueOf(value.asLong()));
    }
    if (!value.fitsInDouble() || !Double.isFinite(value.asDouble())) {
      throw new IllegalArgumentException("a number that is not finite or has too many digits");
    }
    return new Json.Num(BigDecimal.valueOf(value.asDouble()));
  }

  private Json array(Value value, int depth) {
    List<Json> items = new ArrayList<>();
    long size = size(value);
    for (long at = 0; at < size; at++) {
      items.add(copy(value.getArrayElement(at), depth + 1));
    }
    return new Json.Arr(items);
  }

  private Json object(Value value, int depth) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (String name : value.getMemberKeys()) {
      members.put(name, copy(value.getMember(name), depth + 1));
    }
    return new Json.Obj(members);
  }
}
