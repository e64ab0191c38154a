package tollgate.runtime.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.Json;

/** Values of the host as a script sees them: it can read and ask, never change. */
final class Views {

  private Views() {}

  static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case ScriptObject object -> new ObjectView(object);
      case List<?> list -> new ListView(list);
      case ScriptFunction function -> new FunctionView(function);
      case String _, Boolean _, Integer _, Long _, Double _ -> value;
      default -> throw new IllegalStateException("no script may see a " + value.getClass());
    };
  }

  /** The object of the host that a script was given and gives back, if it is one. */
  static Optional<ScriptObject> ownOf(Value value) {
    return value.isProxyObject() && value.asProxyObject() instanceof ObjectView view
        ? Optional.of(view.object)
        : Optional.empty();
  }

  /** What the language asks of any object by itself. */
  private static final Set<String> ORDINARY =
      Set.of(
          "then",
          "toJSON",
          "constructor",
          "valueOf",
          "toString",
          "toLocaleString",
          "__proto__",
          "hasOwnProperty",
          "isPrototypeOf",
          "propertyIsEnumerable");

  /** Asks for each member once, so that a script sees one value however often it looks. */
  private static final class ObjectView implements ProxyObject {
    private final ScriptObject object;
    private final Map<String, @Nullable Object> seen = new HashMap<>();

    ObjectView(ScriptObject object) {
      this.object = object;
    }

    @Override
    public @Nullable Object getMember(String name) {
      Object known = seen.get(name);
      if (known == null) {
        known = Views.of(object.member(name));
        seen.put(name, known);
      }
      return known;
    }

    @Override
    public Object getMemberKeys() {
      return new ListView(object.members());
    }

    /** A name that is not there is a mistake, and told as one when it is read. */
    @Override
    public boolean hasMember(String name) {
      return !ORDINARY.contains(name) || object.members().contains(name);
    }

    @Override
    public void putMember(String name, Value value) {
      throw new UnsupportedOperationException("facts cannot be changed");
    }
  }

  private record ListView(List<?> list) implements ProxyArray {
    @Override
    public @Nullable Object get(long index) {
      if (index < 0 || index >= list.size()) {
        throw new ArrayIndexOutOfBoundsException();
      }
      return Views.of(list.get((int) index));
    }

    @Override
    public void set(long index, Value value) {
      throw new UnsupportedOperationException("facts cannot be changed");
    }

    @Override
    public long getSize() {
      return list.size();
    }
  }

  private record FunctionView(ScriptFunction function) implements ProxyExecutable {
    @Override
    public @Nullable Object execute(Value... arguments) {
      Brake.answers();
      var given = new ArrayList<Json>(arguments.length);
      for (Value argument : arguments) {
        given.add(Copies.of(argument));
      }
      return Views.of(function.answer(given));
    }
  }
}
