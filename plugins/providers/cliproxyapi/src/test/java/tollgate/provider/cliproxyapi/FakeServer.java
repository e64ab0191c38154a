package tollgate.provider.cliproxyapi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers requests one after the other as it was told to, and keeps what they said. */
final class FakeServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Queue<String> answers = new ArrayDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  FakeServer() throws IOException {
    socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** Told before anything is asked. */
  void answers(int status, String body) {
    answers.add(
        "HTTP/1.1 %d x\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s"
            .formatted(status, body.length(), body));
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve() {
    try {
      while (true) {
        try (Socket client = socket.accept()) {
          requests.add(read(client));
          client.getOutputStream().write(answers.remove().getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException closed) {
      // This is how it is told to end.
    }
  }

  private static String read(Socket client) throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    var request = new StringBuilder();
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      request.append(line).append('\n');
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
        length = Integer.parseInt(line.substring("content-length: ".length()));
      }
    }
    var body = new char[length];
    for (int at = 0; at < length; ) {
      at += in.read(body, at, length - at);
    }
    return request.append('\n').append(body).toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
