package tollgate.dist.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tollgate.api.GatewayPlugin;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.Endpoint;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.json.JsonView;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.MalformedJson;

/**
 * A recorded reply of a shipped dialect, with the usage its reader must find: the golden cases of
 * the dialects' own modules, whose files the testkit describes.
 */
public record GoldenReply(
    Path folder, String ending, Dialect dialect, RequestFacts facts, ReplyHead head) {

  private static final List<String> ENDINGS = List.of(".sse", ".ndjson", ".array.json", ".json");

  /** Every case of every shipped dialect that tells a usage. */
  public static List<GoldenReply> all() throws IOException {
    var replies = new ArrayList<GoldenReply>();
    for (Dialect dialect : shippedDialects()) {
      for (Path folder : foldersIn(cases(dialect.id().value()))) {
        if (Files.exists(folder.resolve("usage.json"))) {
          replies.add(read(folder, dialect));
        }
      }
    }
    return List.copyOf(replies);
  }

  /** Beside the plugin of that name; a plugin of several dialects has a folder for each. */
  private static Path cases(String dialect) throws IOException {
    for (Path plugin : foldersIn(Path.of("../plugins/dialects"))) {
      Path cases = plugin.resolve("src/test/resources");
      if (plugin.endsWith(dialect)) {
        return cases;
      }
      if (Files.isDirectory(cases.resolve(dialect))) {
        return cases.resolve(dialect);
      }
    }
    throw new NoSuchFileException("golden cases of " + dialect);
  }

  /** The reply, byte for byte. */
  public byte[] bytes() {
    return bytes(folder.resolve("reply" + ending));
  }

  /** Whether it is server-sent events. */
  public boolean isEvents() {
    return ending.equals(".sse");
  }

  /** Whether it is one document. */
  public boolean isWhole() {
    return ending.equals(".json");
  }

  /** What its reader must know in the end. */
  public JsonView usage() {
    return json(folder.resolve("usage.json"));
  }

  /** A reader that has seen nothing yet. */
  public ReplyReader reader() {
    return dialect.reader(facts, head);
  }

  @Override
  public String toString() {
    return dialect.id() + "/" + folder.getFileName();
  }

  private static List<Dialect> shippedDialects() {
    return ModuleFinder.of(TestTree.built().plugins()).findAll().stream()
        .flatMap(module -> module.descriptor().provides().stream())
        .flatMap(service -> service.providers().stream())
        .flatMap(name -> plugin(name).dialects().stream())
        .toList();
  }

  private static GatewayPlugin plugin(String name) {
    try {
      return Class.forName(name).asSubclass(GatewayPlugin.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException unusable) {
      throw new IllegalStateException(name, unusable);
    }
  }

  private static GoldenReply read(Path folder, Dialect dialect) {
    String ending =
        ENDINGS.stream()
            .filter(some -> Files.exists(folder.resolve("reply" + some)))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no reply in " + folder));
    return new GoldenReply(
        folder, ending, dialect, facts(folder, ending, dialect), head(folder, ending));
  }

  private static ReplyHead head(Path folder, String ending) {
    Path file = folder.resolve("reply.http");
    if (Files.exists(file)) {
      List<String> lines = lines(file);
      return new ReplyHead(Integer.parseInt(lines.getFirst().strip()), fields(lines));
    }
    String type =
        switch (ending) {
          case ".sse" -> "text/event-stream";
          case ".ndjson" -> "application/x-ndjson";
          default -> "application/json";
        };
    return new ReplyHead(200, Headers.of("content-type", type));
  }

  private static RequestFacts facts(Path folder, String ending, Dialect dialect) {
    Path body = folder.resolve("request.json");
    Path http = folder.resolve("request.http");
    if (!Files.exists(body) && !Files.exists(http)) {
      return RequestFacts.of(dialect.id()).streaming(!ending.equals(".json")).build();
    }
    try {
      return dialect.read(
          requestHead(http, dialect), Files.exists(body) ? json(body) : JsonDocument.missing());
    } catch (MalformedRequest malformed) {
      throw new IllegalStateException(folder.toString(), malformed);
    }
  }

  private static ClientHead requestHead(Path http, Dialect dialect) {
    if (!Files.exists(http)) {
      Optional<String> path =
          dialect.endpoints().stream()
              .map(Endpoint::path)
              .filter(some -> some.indexOf('{') < 0)
              .findFirst();
      return new ClientHead(
          "POST", path.orElse("/"), "", Headers.of("content-type", "application/json"));
    }
    List<String> lines = lines(http);
    String[] first = lines.getFirst().split(" ", 2);
    String[] target = first[1].split("\\?", 2);
    return new ClientHead(first[0], target[0], target.length > 1 ? target[1] : "", fields(lines));
  }

  private static Headers fields(List<String> lines) {
    var fields = new ArrayList<String>();
    for (String line : lines.subList(1, lines.size())) {
      String[] field = line.split(":", 2);
      fields.add(field[0]);
      fields.add(field[1].strip());
    }
    return Headers.of(fields.toArray(String[]::new));
  }

  private static JsonView json(Path file) {
    try {
      return JsonDocument.scan(bytes(file)).root();
    } catch (MalformedJson malformed) {
      throw new IllegalStateException(file.toString(), malformed);
    }
  }

  private static List<String> lines(Path file) {
    return new String(bytes(file), java.nio.charset.StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<Path> foldersIn(Path parent) throws IOException {
    try (Stream<Path> folders = Files.list(parent)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }
}
