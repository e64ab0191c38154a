package tollgate.dist.kit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A request as a tool sent it, from a file under {@code tools/}: first lines {@code # column value}
 * that say what its row must say, then the request line, the fields, an empty line and the body.
 */
public record RecordedRequest(String name, Map<String, String> expected, Ask ask) {

  /** All of them, by name. */
  public static List<RecordedRequest> all() throws IOException, URISyntaxException {
    URL folder = RecordedRequest.class.getResource("/tools");
    if (folder == null) {
      throw new IllegalStateException("No recorded requests");
    }
    var requests = new ArrayList<RecordedRequest>();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.sorted().toList()) {
        requests.add(read(file));
      }
    }
    return requests;
  }

  private static RecordedRequest read(Path file) throws IOException {
    String text = Files.readString(file);
    int end = text.indexOf("\n\n");
    List<String> head = text.substring(0, end).lines().toList();
    var expected = new LinkedHashMap<String, String>();
    var fields = new ArrayList<Field>();
    String[] start = {};
    for (String line : head) {
      if (line.startsWith("# ")) {
        String[] words = line.split(" ", 3);
        expected.put(words[1], words[2]);
      } else if (start.length == 0) {
        start = line.split(" ", 2);
      } else {
        int colon = line.indexOf(": ");
        fields.add(new Field(line.substring(0, colon), line.substring(colon + 2)));
      }
    }
    byte[] body = text.substring(end + 2).strip().getBytes(StandardCharsets.UTF_8);
    return new RecordedRequest(
        String.valueOf(file.getFileName()), expected, new Ask(start[0], start[1], fields, body));
  }

  /** A recording that answers it. */
  public Recording answer() {
    String target = ask.target();
    if (target.startsWith("/v1/messages")) {
      return Recording.MESSAGES_STREAM;
    }
    if (target.startsWith("/v1/responses")) {
      return Recording.RESPONSES_STREAM;
    }
    if (target.startsWith("/v1beta")) {
      return Recording.GEMINI_STREAM;
    }
    boolean streamed = new String(ask.body(), StandardCharsets.UTF_8).contains("\"stream\":true");
    return streamed ? Recording.CHAT_STREAM : Recording.CHAT_BODY;
  }

  @Override
  public String toString() {
    return name;
  }
}
