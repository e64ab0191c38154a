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

  private static final String LAST = "data: " + CHUNK + "]," + USAGE + "}\n\ndata: [DONE]\n\n";

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
            + chunk(LAST)
            + "0\r\n\r\n");
  }

  /** An event that no other stream has, and its own stream once only; not yet a chunk. */
  static byte[] numbered(int event, int stream) {
    String text = "event " + event + " of " + stream + " ";
    return ("data: "
            + CHUNK
            + "{\"index\":0,\"delta\":{\"content\":\""
            + text
            + "\"},\"finish_reason\":null}]}\n\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Usage and the end of the events; not yet a chunk. */
  static byte[] lastEvents() {
    return LAST.getBytes(StandardCharsets.US_ASCII);
  }

  /** These bytes as one chunk. */
  static ByteBuffer chunked(byte[] bytes) {
    byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(size.length + bytes.length + 2)
        .put(size)
        .put(bytes)
        .put((byte) '\r')
        .put((byte) '\n')
        .flip();
  }

  /** What ends a body in chunks. */
  static ByteBuffer endOfChunks() {
    return ascii("0\r\n\r\n");
  }

  private static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
