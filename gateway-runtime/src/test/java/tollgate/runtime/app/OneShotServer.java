package tollgate.runtime.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** A web server on a free loopback port that gives prepared answers, one per connection. */
final class OneShotServer implements AutoCloseable {

  private final ServerSocket socket;
  private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();

  private final String scheme;

  OneShotServer() {
    this(ServerSocketFactory.getDefault(), "http");
  }

  /** The same with encryption. */
  OneShotServer(SSLContext context) {
    this(context.getServerSocketFactory(), "https");
  }

  private OneShotServer(ServerSocketFactory sockets, String scheme) {
    this.scheme = scheme;
    try {
      socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    Thread.ofVirtual().name("one-shot-server").start(this::serve);
  }

  URI at(String path) {
    return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort() + path);
  }

  /** The next answer: status, further header lines, and a body. */
  OneShotServer answers(int status, String fields, byte[] body) {
    var answer = new ByteArrayOutputStream();
    String head =
        "HTTP/1.1 %d x\r\nconnection: close\r\ncontent-length: %d\r\n%s\r\n"
            .formatted(status, body.length, fields);
    answer.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    answer.writeBytes(body);
    answers.add(answer.toByteArray());
    return this;
  }

  OneShotServer answers(int status, String fields, String body) {
    return answers(status, fields, body.getBytes(StandardCharsets.UTF_8));
  }

  /** The next answer says less than it promised and never ends. */
  OneShotServer stalls() {
    answers.add(
        "HTTP/1.1 200 x\r\ncontent-length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /** The head of the next request, in lower case. */
  String head() throws InterruptedException {
    return heads.take();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        heads.add(head(client.getInputStream()));
        byte[] answer = answers.take();
        client.getOutputStream().write(answer);
        if (new String(answer, StandardCharsets.ISO_8859_1).contains("connection: close")) {
          client.close();
        }
      } catch (IOException | InterruptedException over) {
        return;
      }
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException already) {
      throw new UncheckedIOException(already);
    }
  }
}
