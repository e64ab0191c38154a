package tollgate.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.json.JsonView;

/** One folder of golden files; {@link tollgate.testkit} describes them. */
record GoldenCase(Path folder) {

  /** Every case beneath a folder that matches, by name; none when there is no such folder. */
  static List<GoldenCase> in(Path resources, Predicate<GoldenCase> wanted) {
    if (!Files.isDirectory(resources)) {
      return List.of();
    }
    try (var folders = Files.list(resources)) {
      return folders
          .filter(Files::isDirectory)
          .sorted()
          .map(GoldenCase::new)
          .filter(wanted)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  /** What the case is about: a dialect, unless a file says otherwise. */
  CaseKind kind() {
    if (has("identity.json") || !variants("manners", ".json").isEmpty()) {
      return CaseKind.DETECTOR;
    }
    if (has("settings.json")) {
      return CaseKind.PROVIDER;
    }
    return has("answers.json") ? CaseKind.QUOTA : CaseKind.DIALECT;
  }

  boolean has(String file) {
    return Files.exists(folder.resolve(file));
  }

  byte[] bytes(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  String text(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  /** A JSON file, or no value where there is none. */
  JsonView json(String file) {
    try {
      return has(file) ? JsonTree.parse(bytes(file)) : JsonTree.missing();
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(name() + "/" + file + ": " + malformed.getMessage());
    }
  }

  /** The files {@code <stem>.<ending>} and {@code <stem>-<name>.<ending>}, by name. */
  List<String> variants(String stem, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(ending))
          .filter(file -> file.equals(stem + ending) || file.startsWith(stem + "-"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The body as it lies in the file; no bytes where there is none. */
  byte[] requestBody() {
    return has("request.json") ? bytes("request.json") : new byte[0];
  }

  JsonView request() {
    return json("request.json");
  }

  /** The request's head, or one made for a path where the case tells none. */
  ClientHead head(String otherwisePath) {
    if (!has("request.http")) {
      return new ClientHead(
          "POST", otherwisePath, "", Headers.of("content-type", "application/json"));
    }
    List<String> lines = text("request.http").lines().toList();
    String[] start = lines.getFirst().split(" ", 2);
    String[] target = start[1].strip().split("\\?", 2);
    return new ClientHead(
        start[0],
        target[0],
        target.length > 1 ? target[1] : "",
        fields(lines.subList(1, lines.size())));
  }

  /** The reply's head, or an ordinary one with the given content type. */
  ReplyHead replyHead(String otherwiseType) {
    if (!has("reply.http")) {
      return new ReplyHead(200, Headers.of("content-type", otherwiseType));
    }
    List<String> lines = text("reply.http").lines().toList();
    return new ReplyHead(
        Integer.parseInt(lines.getFirst().strip()), fields(lines.subList(1, lines.size())));
  }

  private Headers fields(List<String> lines) {
    var fields = new ArrayList<String>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.add(line.substring(0, colon).strip());
        fields.add(line.substring(colon + 1).strip());
      }
    }
    return Headers.of(fields.toArray(String[]::new));
  }

  /** A JSON object of texts as a map. */
  static Map<String, String> texts(JsonView object) {
    var texts = new LinkedHashMap<String, String>();
    object.members().forEach(member -> texts.put(member.name(), textOf(member.value(), "")));
    return texts;
  }

  static String textOf(JsonView value, String otherwise) {
    return value.asText(Integer.MAX_VALUE).orElse(otherwise);
  }

  @Override
  public String toString() {
    return name();
  }
}
