package tollgate.dist.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The requests of the load: what a coding tool sends, padded to a size. */
final class LoadRequest {
  private LoadRequest() {}

  /** A chat request whose body has that many bytes. */
  static ByteBuffer chat(int port, int bytes, boolean streamed) {
    String before =
        "{\"model\":\"gpt-5-mini\",\"stream\":"
            + streamed
            + (streamed ? ",\"stream_options\":{\"include_usage\":true}" : "")
            + ",\"messages\":[{\"role\":\"system\",\"content\":\"You are a coding agent.\"},"
            + "{\"role\":\"user\",\"content\":\"";
    String after = "\"}]}";
    int padding = Math.max(0, bytes - before.length() - after.length());
    String body = before + prose(padding) + after;
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:"
            + port
            + "\r\nuser-agent: opencode/1.18.33 ai-sdk/provider-utils/4.0.23 runtime/bun/1.3.14"
            + "\r\nx-session-id: ses_e044f4296ffeFy1Y59Zh0lJks0"
            + "\r\nauthorization: Bearer load"
            + "\r\ncontent-type: application/json\r\naccept: */*\r\ncontent-length: "
            + body.length()
            + "\r\n\r\n";
    return ByteBuffer.wrap((head + body).getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
  }

  private static String prose(int length) {
    String sentence = "Read the file, say what it does, then mend the test that fails on Mondays. ";
    return sentence.repeat(length / sentence.length() + 1).substring(0, length);
  }
}
