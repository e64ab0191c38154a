package tollgate.dist.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A reply as a provider sent it: a file under {@code recorded/}. Each stands for what tools meet:
 * plain text, reasoning, tool use, cache usage.
 */
public enum Recording {
  /** Reasoning, a tool call and a usage chunk, as when the client asked for usage. */
  CHAT_STREAM("chat-tools.sse"),
  /** Text without a usage chunk, as providers send it when nobody asked. */
  CHAT_STREAM_WITHOUT_USAGE("chat-text.sse"),
  /** A whole chat completion with cached input and reasoning. */
  CHAT_BODY("chat.json"),
  /** Thinking, text, a tool use, pings and both cache classes. */
  MESSAGES_STREAM("messages-thinking.sse"),
  /** A short text whose lines end in CR LF, with comments between the events. */
  MESSAGES_STREAM_CRLF("messages-crlf.sse"),
  /** A whole message with thinking and a tool use. */
  MESSAGES_BODY("messages.json"),
  /** Reasoning and a function call. */
  RESPONSES_STREAM("responses-reasoning.sse"),
  /** A whole response. */
  RESPONSES_BODY("responses.json"),
  /** Events without names, usage repeated in each. */
  GEMINI_STREAM("gemini.sse"),
  /** The same as the elements of one JSON array. */
  GEMINI_ARRAY("gemini-array.json"),
  /** A whole answer. */
  GEMINI_BODY("gemini.json");

  private final String file;

  Recording(String file) {
    this.file = file;
  }

  /** Whether it is sent event by event. */
  public boolean streamed() {
    return file.endsWith(".sse") || this == GEMINI_ARRAY;
  }

  /** The content type it came with. */
  public String contentType() {
    if (file.endsWith(".sse")) {
      return "text/event-stream; charset=utf-8";
    }
    return file.startsWith("gemini") ? "application/json; charset=UTF-8" : "application/json";
  }

  /** All its bytes. */
  public byte[] bytes() {
    try (InputStream in = Recording.class.getResourceAsStream("/recorded/" + file)) {
      if (in == null) {
        throw new IllegalStateException("No recording " + file);
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Its bytes, divided after each empty line, or after each line break for a JSON array. */
  public List<byte[]> events() {
    byte[] bytes = bytes();
    var events = new ArrayList<byte[]>();
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (endsEvent(bytes, i)) {
        events.add(Arrays.copyOfRange(bytes, begin, i + 1));
        begin = i + 1;
      }
    }
    if (begin < bytes.length) {
      events.add(Arrays.copyOfRange(bytes, begin, bytes.length));
    }
    return events;
  }

  private boolean endsEvent(byte[] bytes, int at) {
    if (bytes[at] != '\n') {
      return false;
    }
    if (!file.endsWith(".sse")) {
      return true;
    }
    int before = at > 0 && bytes[at - 1] == '\r' ? at - 2 : at - 1;
    return before >= 0 && bytes[before] == '\n';
  }

  /** The bytes of its first events, joined. */
  public byte[] first(int events) {
    return join(events().subList(0, events));
  }

  /** Pieces joined. */
  public static byte[] join(List<byte[]> pieces) {
    var joined = new ByteArrayOutputStream();
    pieces.forEach(joined::writeBytes);
    return joined.toByteArray();
  }
}
