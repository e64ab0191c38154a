package tollgate.dist.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What the provider on the wheel says: valid replies of the chat dialect, metered like any. */
final class ProviderReplies {
  /** Stands before the time of sending in an event, and nowhere else in a reply. */
  static final char MARK = '@';

  /** Digits of a time of sending. */
  static final int DIGITS = 19;

  private static final String USAGE =
      "\"usage\":{\"prompt_tokens\":512,\"completion_tokens\":64,\"total_tokens\":576,"
          + "\"prompt_tokens_details\":{\"cached_tokens\":256},"
          + "\"completion_tokens_details\":{\"reasoning_tokens\":16}}";
  private static final String CHUNK =
      "{\"id\":\"chatcmpl-load\",\"object\":\"chat.completion.chunk\",\"created\":1763712000,"
          + "\"model\":\"gpt-5-mini\",\"choices\":[";

  private ProviderReplies() {}

  /** Head and body of a chat completion whose body has that many bytes. */
  static ByteBuffer body(int bytes) {
    String before =
        "{\"id\":\"chatcmpl-load\",\"object\":\"chat.completion\",\"created\":1763712000,"
            + "\"model\":\"gpt-5-mini\",\"choices\":[{\"index\":0,\"message\":"
            + "{\"role\":\"assistant\",\"content\":\"";
    String after = "\"},\"finish_reason\":\"stop\"}]," + USAGE + "}";
    String body =
        before + "x".repeat(Math.max(0, bytes - before.length() - after.length())) + after;
    return ascii(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_load\r\n"
            + "content-length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  static ByteBuffer streamHead() {
    return ascii(
        String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "content-type: text/event-stream",
            "x-request-id: req_load",
            "transfer-encoding: chunked",
            "",
            ""));
  }

  /** One event as one chunk; its text is the time at which it was sent. */
  static String event(long nanos) {
    String time = MARK + String.format("%0" + DIGITS + "d", nanos);
    return chunk(
        "data: "
            + CHUNK
            + "{\"index\":0,\"delta\":{\"content\":\""
            + time
            + "\"},\"finish_reason\":null}]}\n\n");
  }

  static ByteBuffer streamEnd() {
    return ascii(
        chunk("data: " + CHUNK + "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n")
            + chunk("data: " + CHUNK + "]," + USAGE + "}\n\ndata: [DONE]\n\n")
            + "0\r\n\r\n");
  }

  private static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
