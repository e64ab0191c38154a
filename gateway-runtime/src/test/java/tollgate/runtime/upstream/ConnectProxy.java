package tollgate.runtime.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP proxy that opens tunnels and, for addresses without TLS, passes requests on; it wants a
 * name and a password, or nothing.
 */
final class ConnectProxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final LinkedBlockingQueue<String> heads = new LinkedBlockingQueue<>();
  private final String wanted;

  private ConnectProxy(String wanted) throws IOException {
    this.wanted = wanted;
    Thread.ofVirtual().start(this::accept);
  }

  /** A proxy for everybody. */
  static ConnectProxy open() throws IOException {
    return new ConnectProxy("");
  }

  /** A proxy for those who send this field value. */
  static ConnectProxy wanting(String proxyAuthorization) throws IOException {
    return new ConnectProxy(proxyAuthorization);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The head of the next request it got. */
  String nextHead() throws InterruptedException {
    String head = heads.poll(10, TimeUnit.SECONDS);
    if (head == null) {
      throw new AssertionError("nobody asked the proxy");
    }
    return head;
  }

  boolean wasAsked() {
    return !heads.isEmpty();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) { // the test is over
      heads.clear();
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      heads.add(head);
      if (!wanted.isEmpty() && !head.contains("\r\nProxy-Authorization: " + wanted + "\r\n")) {
        answer(client, "HTTP/1.1 407 Who are you\r\ncontent-length: 0\r\n\r\n");
        return;
      }
      String[] line = head.split("\r\n", 2)[0].split(" ", -1);
      if (line[0].equals("CONNECT")) {
        int colon = line[1].lastIndexOf(':');
        try (var target = new Socket("localhost", Integer.parseInt(line[1].substring(colon + 1)))) {
          answer(client, "HTTP/1.1 200 Through\r\n\r\n");
          pipe(client, target);
        }
      } else {
        URI address = URI.create(line[1]);
        try (var target = new Socket("localhost", address.getPort())) {
          target.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
          pipe(client, target);
        }
      }
    } catch (IOException over) { // one of the sides has left
      closeQuietly(client);
    }
  }

  private static String head(InputStream from) throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = from.read();
      if (next < 0) {
        throw new IOException("closed within a head");
      }
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static void answer(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void pipe(Socket one, Socket other) throws IOException {
    Thread back = Thread.ofVirtual().start(() -> copy(other, one));
    copy(one, other);
    try {
      back.join();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
      to.shutdownOutput();
    } catch (IOException over) { // the other direction ends as well
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      throw new AssertionError(closed);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
