package tollgate.dist.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.tools.ToolProvider;

/** A client that was generated, compiled and loaded; its methods are called by their names. */
public final class GeneratedClient {
  private final Object client;

  /** Sends a request of the client's; gives back the status and the document that came. */
  @FunctionalInterface
  public interface Sender {
    /** Sends it; the body is empty for none. */
    Json send(String method, String target, boolean token, String body) throws Exception;
  }

  private interface Answering {
    Object to(Object[] arguments) throws Exception;
  }

  private GeneratedClient(Object client) {
    this.client = client;
  }

  /** Generates and compiles a client in a folder. */
  public static GeneratedClient of(Json document, Path folder, Sender sender) throws Exception {
    compile(ClientSource.of(document), folder);
    var loader =
        URLClassLoader.newInstance(
            new URL[] {folder.toUri().toURL()}, GeneratedClient.class.getClassLoader());
    Class<?> type = loader.loadClass(ClientSource.NAME);
    Class<?> wire = loader.loadClass(ClientSource.NAME + "$Wire");
    Class<?> reader = loader.loadClass(ClientSource.NAME + "$Reader");
    Object send =
        made(
            wire,
            arguments ->
                sender.send(
                    (String) arguments[0],
                    (String) arguments[1],
                    (Boolean) arguments[2],
                    arguments[3] == null ? "" : text(arguments[3])));
    Object read = made(reader, arguments -> read((Json) arguments[0], (Type) arguments[1]));
    return new GeneratedClient(type.getConstructor(wire, reader).newInstance(send, read));
  }

  private static Object made(Class<?> type, Answering answer) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> answer.to(arguments));
  }

  private static void compile(String source, Path folder) throws IOException {
    Path file = folder.resolve(ClientSource.NAME + ".java");
    Files.writeString(file, source);
    var out = new ByteArrayOutputStream();
    int faults =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                out,
                out,
                "-proc:none",
                "-parameters",
                "-d",
                folder.toString(),
                file.toString());
    if (faults != 0) {
      throw new AssertionError("the generated client does not compile:\n" + out);
    }
  }

  /** The methods that the document gave the client. */
  public List<String> operations() {
    return Arrays.stream(client.getClass().getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)
        .sorted()
        .toList();
  }

  /**
   * Calls a method.
   *
   * @param arguments by their names; what is not named is left out
   */
  public Object call(String name, Map<String, Object> arguments) throws Exception {
    Method method =
        Arrays.stream(client.getClass().getMethods())
            .filter(one -> one.getName().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no operation " + name));
    Object[] values =
        Arrays.stream(method.getParameters())
            .map(parameter -> {
              Object given = arguments.get(parameter.getName());
              return given instanceof Map<?, ?> members && parameter.getType().isRecord()
                  ? record(parameter.getType(), members::get)
                  : given;
            })
            .toArray();
    return method.invoke(client, values);
  }

  /** The component of a record, by the name it has in the document. */
  public static Object member(Object record, String name) throws Exception {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      if (named(component).equals(name)) {
        return component.getAccessor().invoke(record);
      }
    }
    throw new AssertionError(record.getClass() + " has no " + name);
  }

  private static String named(RecordComponent component) {
    return Arrays.stream(component.getAnnotations())
        .filter(annotation -> annotation.annotationType().getSimpleName().equals("Named"))
        .map(annotation -> annotation.toString().replaceAll("(?s).*\\(\"|\"\\).*", ""))
        .findFirst()
        .orElseThrow();
  }

  private static Object record(Class<?> type, Function<String, Object> values) {
    try {
      RecordComponent[] components = type.getRecordComponents();
      Object[] all = Arrays.stream(components).map(one -> values.apply(named(one))).toArray();
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return type.getConstructor(types).newInstance(all);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the client's records", e);
    }
  }

  private static Object read(Json value, Type type) {
    if (value.isNull()) {
      return null;
    }
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (generic.getRawType() == List.class) {
        var list = new ArrayList<Object>();
        value.elements().forEach(one -> list.add(read(one, last)));
        return list;
      }
      var map = new LinkedHashMap<String, Object>();
      value.names().forEach(name -> map.put(name, read(value.at(name), last)));
      return map;
    }
    if (type instanceof Class<?> plain && plain.isRecord()) {
      return record(plain, name -> read(value.at(name), typeOf(plain, name)));
    }
    return switch (((Class<?>) type).getSimpleName()) {
      case "String" -> value.text();
      case "Long" -> value.number();
      case "BigDecimal" -> value.decimal();
      case "Boolean" -> value.yes();
      default -> value;
    };
  }

  private static Type typeOf(Class<?> record, String name) {
    return Arrays.stream(record.getRecordComponents())
        .filter(component -> named(component).equals(name))
        .findFirst()
        .orElseThrow()
        .getGenericType();
  }

  /** A record as JSON; what is not there is left out. */
  private static String text(Object value) {
    if (value instanceof Record) {
      var members = new ArrayList<String>();
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        try {
          Object one = component.getAccessor().invoke(value);
          if (one != null) {
            members.add("\"" + named(component) + "\":" + text(one));
          }
        } catch (ReflectiveOperationException e) {
          throw new LinkageError("the client's records", e);
        }
      }
      return "{" + String.join(",", members) + "}";
    }
    if (value instanceof List<?> list) {
      return "[" + String.join(",", list.stream().map(GeneratedClient::text).toList()) + "]";
    }
    return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
  }
}
