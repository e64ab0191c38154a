package tollgate.dist.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * Writes the source of a Java client from an OpenAPI document, as any generator would: a record for
 * every object, a method for every operation, names and types as the document says. What the
 * document does not tell the client cannot do.
 */
public final class ClientSource {

  /** The name of the class. */
  public static final String NAME = "GeneratedClient";

  private final Map<String, String> records = new LinkedHashMap<>();
  private final List<String> methods = new ArrayList<>();

  private ClientSource() {}

  /** The source. */
  public static String of(Json document) {
    var source = new ClientSource();
    Json paths = document.at("paths");
    for (String path : paths.names()) {
      for (String method : paths.at(path).names()) {
        source.operation(path, method, paths.at(path, method));
      }
    }
    return """
    import java.util.*;
    public final class %s {
      @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
      public @interface Named { String value(); }
      /** Sends a request; gives back the document that came, as maps, lists and values. */
      public interface Wire { Object send(String method, String target, boolean token, Object body); }
      /** Makes a value of a generic type of a document. */
      public interface Reader { Object read(Object document, java.lang.reflect.Type type); }
      private final Wire wire;
      private final Reader reader;
      public %1$s(Wire wire, Reader reader) { this.wire = wire; this.reader = reader; }
      private static String encoded(Object text) {
        return java.net.URLEncoder.encode(String.valueOf(text), java.nio.charset.StandardCharsets.UTF_8).replace("+", "%%20");
      }
      private static String query(Object... namesAndValues) {
        var all = new StringJoiner("&", "?", "");
        for (int i = 0; i < namesAndValues.length; i += 2) {
          if (namesAndValues[i + 1] != null) all.add(namesAndValues[i] + "=" + encoded(namesAndValues[i + 1]));
        }
        return all.length() > 1 ? all.toString() : "";
      }
      private Object read(String method, Object document) {
        for (var one : getClass().getMethods()) {
          if (one.getName().equals(method)) return reader.read(document, one.getGenericReturnType());
        }
        throw new AssertionError(method);
      }
    %s
    %s
    }
    """
        .formatted(
            NAME, String.join("\n", source.methods), String.join("\n", source.records.values()));
  }

  private void operation(String path, String method, Json operation) {
    String id = operation.at("operationId").text();
    var parameters = new ArrayList<String>();
    var query = new ArrayList<String>();
    String target = "\"" + path + "\"";
    for (Json parameter : operation.at("parameters").elements()) {
      String name = parameter.at("name").text();
      String variable = variable(name);
      parameters.add(type(parameter.at("schema"), id + "_" + name) + " " + variable);
      if (parameter.at("in").text().equals("path")) {
        target = target.replace("{" + name + "}", "\" + encoded(" + variable + ") + \"");
      } else {
        query.add("\"" + name + "\", " + variable);
      }
    }
    Json body = operation.at("requestBody", "content", "application/json", "schema");
    if (!body.isNull()) {
      parameters.add(type(body, id + "_body") + " body");
    }
    String good =
        operation.at("responses").names().stream()
            .filter(status -> !status.equals("default"))
            .findFirst()
            .orElseThrow();
    Json answer = operation.at("responses", good, "content", "application/json", "schema");
    methods.add(
        "  public %s %s(%s) { return (%1$s) read(\"%2$s\", wire.send(\"%s\", %s + query(%s), %s, %s)); }"
            .formatted(
                answer.isNull() ? "Object" : type(answer, id + "_answer"),
                id,
                String.join(", ", parameters),
                method.toUpperCase(Locale.ROOT),
                target,
                String.join(", ", query),
                !operation.at("security").isNull(),
                body.isNull() ? "null" : "body"));
  }

  private String type(Json schema, String name) {
    return switch (schema.at("type").text()) {
      case "string" -> "String";
      case "integer" -> "Long";
      case "number" -> "java.math.BigDecimal";
      case "boolean" -> "Boolean";
      case "array" -> "List<" + type(schema.at("items"), name + "_item") + ">";
      case "object" -> object(schema, name);
      default -> "Object";
    };
  }

  private String object(Json schema, String name) {
    if (schema.at("properties").names().isEmpty()) {
      return "Map<String, " + type(schema.at("additionalProperties"), name + "_value") + ">";
    }
    String type = name.replaceAll("[^A-Za-z0-9_]", "_");
    String components =
        schema.at("properties").names().stream()
            .map(property ->
                "@Named(\"%s\") %s %s"
                    .formatted(
                        property,
                        type(schema.at("properties", property), type + "_" + property),
                        variable(property)))
            .collect(Collectors.joining(", "));
    records.put(type, "  public record " + type + "(" + components + ") {}");
    return type;
  }

  /** A name that Java takes. */
  private static String variable(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9_]", "_");
    return SourceVersion.isKeyword(safe) || !SourceVersion.isIdentifier(safe) || safe.equals("body")
        ? "_" + safe
        : safe;
  }
}
