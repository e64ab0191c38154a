package tollgate.tool.generic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.PromptEdges;
import tollgate.api.call.RequestFacts;
import tollgate.api.json.JsonView;
import tollgate.testkit.JsonTree;

/** A golden case of any of the tools, with the identity its own detector must find. */
record RecordedRequest(String name, JsonView expected, ClientHead head, RequestFacts facts) {

  private static final Path TOOLS = Path.of("..");

  /** Every case of every tool that some detector must recognise. */
  static List<RecordedRequest> all() {
    return folders(TOOLS).stream()
        .flatMap(tool -> cases(tool.resolve("src/test/resources")).stream())
        .map(RecordedRequest::read)
        .filter(request -> request.expected().kind() == JsonView.Kind.OBJECT)
        .toList();
  }

  /** A part of the expected identity, empty text where it is not written. */
  String expected(String part) {
    return text(expected, "/" + part);
  }

  /** The same request with a prompt of 400 KB, whose edges are as long as edges can be. */
  RecordedRequest ofLongPrompt() {
    var edges = facts.edges();
    var longer = RequestFacts.of(facts.dialect()).model(facts.model()).promptBytes(400_000);
    longer.edges(
        new PromptEdges(
            filled(edges.systemStart()),
            filled(edges.systemEnd()),
            filled(edges.userStart()),
            filled(edges.userEnds())));
    facts.hints().forEach(longer::hint);
    return new RecordedRequest(name, expected, head, longer.build());
  }

  /** The same with other fields. */
  RecordedRequest withHeaders(Headers headers) {
    return new RecordedRequest(
        name, expected, new ClientHead(head.method(), head.path(), head.query(), headers), facts);
  }

  /** The same with another prompt. */
  RecordedRequest withEdges(PromptEdges edges) {
    var other = RequestFacts.of(facts.dialect()).model(facts.model()).edges(edges);
    facts.hints().forEach(other::hint);
    return new RecordedRequest(name, expected, head, other.build());
  }

  private static String filled(String edge) {
    return edge + "x".repeat(Math.max(0, PromptEdges.LIMIT - edge.length()));
  }

  private static List<Path> folders(Path parent) {
    try (Stream<Path> folders = Files.list(parent)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folders with an identity, however deep: some plugins bring several detectors. */
  private static List<Path> cases(Path resources) {
    try (Stream<Path> files = Files.walk(resources)) {
      return files
          .filter(file -> file.endsWith("identity.json"))
          .map(Path::getParent)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedRequest read(Path folder) {
    return new RecordedRequest(
        TOOLS.relativize(folder).toString().replace("/src/test/resources", ""),
        JsonTree.parse(file(folder, "identity.json")),
        head(file(folder, "request.http").lines().toList()),
        facts(JsonTree.parse(file(folder, "facts.json"))));
  }

  private static ClientHead head(List<String> lines) {
    String[] first = lines.getFirst().split(" ", -1);
    String[] target = first[1].split("\\?", 2);
    var fields = new ArrayList<String>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      fields.add(line.substring(0, colon));
      fields.add(line.substring(colon + 1).strip());
    }
    return new ClientHead(
        first[0],
        target[0],
        target.length > 1 ? target[1] : "",
        Headers.of(fields.toArray(String[]::new)));
  }

  private static RequestFacts facts(JsonView file) {
    var facts = RequestFacts.of(new DialectId(text(file, "/dialect")));
    facts.model(text(file, "/model"));
    facts.edges(
        new PromptEdges(
            text(file, "/edges/systemStart"),
            text(file, "/edges/systemEnd"),
            text(file, "/edges/userStart"),
            text(file, "/edges/userEnds")));
    for (JsonView.Member hint : file.at("/hints").members()) {
      facts.hint(hint.name(), text(hint.value(), ""));
    }
    return facts.build();
  }

  private static String text(JsonView view, String pointer) {
    return view.at(pointer).asText(Integer.MAX_VALUE).orElse("");
  }

  private static String file(Path folder, String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
