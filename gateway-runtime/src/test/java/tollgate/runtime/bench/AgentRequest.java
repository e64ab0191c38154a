package tollgate.runtime.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;

/**
 * Requests of agents after hours of work: a recorded head, and a body of 400 KB of tool results.
 */
public enum AgentRequest {
  /** A session of Claude Code. */
  MESSAGES(
      "claude-code/src/test/resources/recorded",
      "{\"model\":\"m\",\"max_tokens\":4096,\"stream\":true,\"system\":[{\"type\":\"text\",\"text\":\"%1$s\"}],\"messages\":[{\"role\":\"user\",\"content\":\"Go"
          + " on.\"}%2$s]}",
      ",{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"read\",\"input\":{\"path\":\"a\"}}]},"
          + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"%1$s\"}]}"),
  /** A session of Codex. */
  RESPONSES(
      "codex/src/test/resources/recorded",
      "{\"model\":\"m\",\"stream\":true,\"input\":[{\"role\":\"developer\",\"content\":[{\"type\":\"input_text\",\"text\":\"%1$s\"}]},{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"Go"
          + " on.\"}]}%2$s]}",
      ",{\"type\":\"function_call\",\"call_id\":\"t\",\"name\":\"read\",\"arguments\":\"{}\"},"
          + "{\"type\":\"function_call_output\",\"call_id\":\"t\",\"output\":\"%1$s\"}"),
  /** A session of OpenClaw, whose marks stand in the prompt alone. */
  CHAT(
      "openclaw/src/test/resources/recorded",
      "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"system\",\"content\":\"<!--"
          + " openclaw:attempt:STABLE -->%1$s\"},{\"role\":\"user\",\"content\":\"Go on.\"}%2$s]}",
      ",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"t\",\"type\":\"function\",\"function\":{\"name\":\"read\",\"arguments\":\"{}\"}}]},"
          + "{\"role\":\"tool\",\"tool_call_id\":\"t\",\"content\":\"%1$s\"}"),
  /** A session of Gemini CLI. */
  GEMINI(
      "agents/src/test/resources/gemini-cli/recorded",
      "{\"systemInstruction\":{\"parts\":[{\"text\":\"%1$s\"}]},"
          + "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Go on.\"}]}%2$s]}",
      ",{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"read\",\"args\":{}}}]},"
          + "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"read\",\"response\":{\"output\":\"%1$s\"}}}]}");

  private static final int BODY = 400_000;
  private static final String SENTENCE = "The quick brown fox jumps over the lazy dog.\\n";

  private final String golden;
  private final String body;
  private final String turn;

  AgentRequest(String golden, String body, String turn) {
    this.golden = golden;
    this.body = body;
    this.turn = turn;
  }

  /** The body, a little longer than 400 KB; each result has 2 KB. */
  byte[] body() {
    String result = turn.formatted(SENTENCE.repeat(44));
    return body.formatted(SENTENCE.repeat(200), result.repeat(BODY / result.length()))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The head as it was recorded. */
  ClientHead head() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("../plugins/tools", golden, "request.http")).stream()
            .filter(line -> !line.isBlank())
            .toList();
    String[] target = lines.getFirst().split(" ", -1)[1].split("\\?", 2);
    var fields = new ArrayList<String>();
    for (String line : lines.subList(1, lines.size())) {
      String[] field = line.split(":", 2);
      fields.add(field[0]);
      fields.add(field[1].strip());
    }
    return new ClientHead(
        "POST",
        target[0],
        target.length > 1 ? target[1] : "",
        Headers.of(fields.toArray(String[]::new)));
  }
}
