package tollgate.dist.kit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client on a WebSocket of the JDK's; gives up waiting after 20 seconds. */
public final class SocketClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http;
  private final Ear ear = new Ear();
  private final WebSocket socket;

  private SocketClient(HttpClient http, int port, String path, String... fields) {
    this.http = http;
    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(PATIENCE);
    for (int i = 0; i < fields.length; i += 2) {
      builder.header(fields[i], fields[i + 1]);
    }
    this.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), ear).join();
  }

  /** Opens a socket with these fields, name and value in turn. */
  public static SocketClient to(int port, String path, String... fields) {
    return new SocketClient(HttpClient.newHttpClient(), port, path, fields);
  }

  /** Says a message in one frame. */
  public void say(String text) {
    socket.sendText(text, true).join();
  }

  /** Says a message in pieces of so many characters. */
  public void sayInPieces(String text, int size) {
    for (int from = 0; from < text.length(); from += size) {
      int to = Math.min(text.length(), from + size);
      socket.sendText(text.substring(from, to), to == text.length()).join();
    }
  }

  /** Waits for the next whole message. */
  public String hear() throws InterruptedException {
    String message = ear.messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("No message; closed: " + ear.farewell);
    }
    return message;
  }

  /** Waits for so many messages. */
  public List<String> hear(int count) throws InterruptedException {
    var messages = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      messages.add(hear());
    }
    return messages;
  }

  /** Waits for the gateway's close frame: code and reason, {@code lost} where it just left. */
  public String farewell() throws Exception {
    return ear.farewell.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Says farewell. */
  public void close(int code, String reason) {
    socket.sendClose(code, reason).join();
  }

  /** Leaves without a word. */
  public void abort() {
    socket.abort();
  }

  @Override
  public void close() {
    socket.abort();
    http.close();
  }

  private static final class Ear implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> farewell = new CompletableFuture<>();
    private final StringBuilder pieces = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      pieces.append(data);
      if (last) {
        messages.add(pieces.toString());
        pieces.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      farewell.complete((code + " " + reason).strip());
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      farewell.complete("lost");
    }
  }
}
