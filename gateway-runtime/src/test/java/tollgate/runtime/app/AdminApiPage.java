package tollgate.runtime.app;

import static tollgate.runtime.MarkdownTable.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.runtime.MarkdownTable;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.config.SettingsLoader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes {@code docs/reference/admin-api.md} from the OpenAPI document that a gateway serves. */
public final class AdminApiPage {
  private static final int WIDTH = 110;
  private static final String INTRODUCTION =
      """
      # The admin API

      Every path of the operator's door, what may be asked of it and what it answers, written from `GET /admin/openapi.json`.
      Reading is open on the gateway's own machine; where *a change* stands it takes an administrator's token (`x-admin-token`
      or `Authorization: Bearer`) or a session with the field `x-csrf: 1`: [Who may administer](../guide/access.md).
      `name?` may be missing, `… | null` may be null. A refusal is `{ error, code, problem, remedy }`, where `problem` is one of
      [these](errors.md). [Administration](../guide/administration.md) tells what all this is for.
      """;

  private AdminApiPage() {}

  /** The whole page, as a gateway tells of itself. */
  public static String render() {
    try {
      Path folder = Files.createTempDirectory("admin-api");
      Path file = Files.writeString(folder.resolve("tollgate.toml"), "pricing.offline = true");
      var flags = Map.of("data-dir", folder.resolve("data").toString(), "listener.port", "0");
      var sources = SettingSources.here(file.toString(), flags);
      try (var gateway = Gateway.start(SettingsLoader.load(sources, plugins -> Set.of()));
          InputStream in = URI.create(gateway.url() + "/admin/openapi.json").toURL().openStream()) {
        return render(JsonMapper.shared().readTree(in));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String render(JsonNode document) {
    var page = new StringBuilder(INTRODUCTION);
    String family = "";
    for (String path : document.at("/paths").propertyNames()) {
      String own = family(path);
      if (!own.equals(family)) {
        page.append("\n## `").append(own).append("`\n");
        family = own;
      }
      JsonNode operations = document.get("paths").get(path);
      for (String method : operations.propertyNames()) {
        page.append("\n### `").append(method.toUpperCase(Locale.ROOT)).append(' ').append(path);
        page.append("`\n\n").append(operation(operations.get(method)));
      }
    }
    return page.toString();
  }

  /** What paths have in common that are about the same. */
  private static String family(String path) {
    String[] parts = path.split("/", -1);
    return parts.length > 2 ? "/" + parts[1] + "/" + parts[2] : path;
  }

  private static String operation(JsonNode told) {
    var text = new StringBuilder(told.at("/summary").asString());
    text.append(told.has("security") ? "; a change.\n" : ".\n");
    var query = new MarkdownTable("parameter", "type", "meaning");
    int parameters = 0;
    for (JsonNode parameter : told.at("/parameters")) {
      if (parameter.at("/in").asString().equals("query")) {
        parameters++;
        query.row(
            code(parameter.at("/name").asString()),
            type(parameter.at("/schema"), 0)
                + (parameter.at("/required").asBoolean() ? ", needed" : ""),
            parameter.at("/description").asString());
      }
    }
    text.append(parameters == 0 ? "" : "\n" + query);
    JsonNode body = told.at("/requestBody/content/application~1json/schema");
    text.append(body.isMissingNode() ? "" : "\nTakes:\n\n" + block(body));
    for (String status : told.at("/responses").propertyNames()) {
      JsonNode answer = told.at("/responses/" + status + "/content/application~1json/schema");
      if (!status.equals("default") && !answer.isMissingNode()) {
        text.append("\nAnswers ").append(status).append(":\n\n").append(block(answer));
      }
    }
    return text.toString();
  }

  private static String block(JsonNode schema) {
    return "```ts\n" + type(schema, 0) + "\n```\n";
  }

  private static String type(JsonNode schema, int depth) {
    String bare = bare(schema, depth);
    return schema.at("/nullable").asBoolean(false) ? bare + " | null" : bare;
  }

  private static String bare(JsonNode schema, int depth) {
    return switch (schema.at("/type").asString("")) {
      case "string" -> text(schema);
      case "integer", "number" -> "number";
      case "boolean" -> "boolean";
      case "array" -> item(type(schema.at("/items"), depth)) + "[]";
      case "object" -> object(schema, depth);
      default -> "any";
    };
  }

  private static String item(String type) {
    return type.contains(" | ") && !type.startsWith("{") ? "(" + type + ")" : type;
  }

  private static String text(JsonNode schema) {
    var words = new ArrayList<String>();
    schema.at("/enum").forEach(word -> words.add('"' + word.asString() + '"'));
    return words.isEmpty() ? schema.at("/format").asString("string") : String.join(" | ", words);
  }

  private static String object(JsonNode schema, int depth) {
    var needed = new ArrayList<String>();
    schema.at("/required").forEach(name -> needed.add(name.asString()));
    var members = new ArrayList<String>();
    for (String name : schema.at("/properties").propertyNames()) {
      String mark = needed.contains(name) ? ": " : "?: ";
      members.add(name + mark + type(schema.get("properties").get(name), depth + 1));
    }
    JsonNode others = schema.at("/additionalProperties");
    if (members.isEmpty()) {
      return others.isObject() ? "{ [name]: " + type(others, depth) + " }" : "{}";
    }
    String line = "{ " + String.join("; ", members) + " }";
    if (line.length() + 2 * depth <= WIDTH && !line.contains("\n")) {
      return line;
    }
    String indent = "  ".repeat(depth + 1);
    return members.stream()
        .map(member -> indent + member + ";\n")
        .collect(Collectors.joining("", "{\n", "  ".repeat(depth) + "}"));
  }
}
