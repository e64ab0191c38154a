package tollgate.dist.kit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is said on a WebSocket of the Responses API. */
public final class ResponsesTalk {

  /** Where it is opened. */
  public static final String PATH = "/v1/responses";

  /** The coding session that a tool's fields name. */
  public static final String SESSION = "01a1fbb0-a58d-7302-8fa1-9009f1bc006a";

  private static final String DATA = "data: ";

  private ResponsesTalk() {}

  /** The recorded stream, one message for each event. */
  public static List<String> events() {
    return Recording.RESPONSES_STREAM.events().stream().map(ResponsesTalk::data).toList();
  }

  private static String data(byte[] event) {
    String text = new String(event, StandardCharsets.UTF_8);
    return text.substring(text.indexOf(DATA) + DATA.length()).strip();
  }

  /** The message that opens a turn. */
  public static String asking(String model) {
    return "{\"type\":\"response.create\", \"model\":\""
        + model
        + "\",\"store\":false,\"input\":[{\"role\":\"user\",\"content\":\"Why? \u00fc\"}]}";
  }

  /** A socket opened with the fields that Codex 0.169.0 sends. */
  public static SocketClient connect(int port, String... more) {
    var fields =
        new ArrayList<>(
            List.of(
                "authorization", "Bearer client-key-0815",
                "openai-beta", "responses_websockets=2026-02-06",
                "originator", "codex_exec",
                "user-agent", "codex_exec/0.169.0 (Debian 12.0.0; x86_64) dumb",
                "x-codex-window-id", SESSION + ":0",
                "session-id", SESSION));
    fields.addAll(List.of(more));
    return SocketClient.to(port, PATH, fields.toArray(String[]::new));
  }

  /** The wish for a socket as a plain request. */
  public static Ask wish(String path) {
    return Ask.of("GET", path)
        .with("connection", "upgrade")
        .with("upgrade", "websocket")
        .with("sec-websocket-version", "13")
        .with("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
  }
}
