package tollgate.runtime.upstream;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider on a plain socket that does what a scene says, faults included. The first connection
 * plays the first scene, and so on; the last scene is played by all that follow.
 */
final class FakeUpstream implements AutoCloseable {

  /** What happens on one connection. */
  interface Scene {
    void play(Peer peer) throws Exception;
  }

  /** A request as it came, the body byte for byte as Latin-1. */
  record Request(String line, List<String> fields, String body) {
    String field(String name) {
      String prefix = name + ":";
      return fields.stream()
          .filter(field -> field.regionMatches(true, 0, prefix, 0, prefix.length()))
          .map(field -> field.substring(prefix.length()).strip())
          .findFirst()
          .orElse("");
    }

    boolean has(String name) {
      String prefix = name + ":";
      return fields.stream()
          .anyMatch(field -> field.regionMatches(true, 0, prefix, 0, prefix.length()));
    }
  }

  private final ServerSocket server;
  private final List<Scene> scenes;
  private final AtomicInteger connections = new AtomicInteger();
  private final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new ArrayList<>();

  FakeUpstream(Scene... scenes) throws IOException {
    this.scenes = List.of(scenes);
    this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers every request of every connection alike. */
  static FakeUpstream answering(String reply) throws IOException {
    return new FakeUpstream(peer -> {
      while (true) {
        peer.request();
        peer.say(reply);
      }
    });
  }

  /** A whole reply with its length. */
  static String reply(int status, String body) {
    return "HTTP/1.1 %d Word\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.length(), body);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        synchronized (sockets) {
          sockets.add(socket);
        }
        int index = Math.min(connections.getAndIncrement(), scenes.size() - 1);
        Thread.ofVirtual().start(() -> play(scenes.get(index), socket));
      } catch (IOException closed) {
        return; // the test is over
      }
    }
  }

  private void play(Scene scene, Socket socket) {
    try (socket) {
      scene.play(new Peer(socket));
    } catch (Exception over) {
      return; // the gateway closed the connection, which is what many scenes wait for
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

  Request nextRequest() throws InterruptedException {
    Request request = requests.poll(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  int requestsWaiting() {
    return requests.size();
  }

  @Override
  public void close() throws IOException {
    server.close();
    synchronized (sockets) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  /** The upstream's end of one connection. */
  final class Peer {
    private final Socket socket;
    private final InputStream in;

    Peer(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Reads a whole request. */
    Request request() throws IOException {
      List<String> head = head();
      var request = new Request(head.getFirst(), head.subList(1, head.size()), "");
      byte[] body = in.readNBytes(Integer.parseInt("0" + request.field("content-length")));
      request =
          new Request(
              request.line(), request.fields(), new String(body, StandardCharsets.ISO_8859_1));
      requests.add(request);
      return request;
    }

    /** Reads a head and leaves the body where it is. */
    List<String> head() throws IOException {
      var lines = new ArrayList<String>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        lines.add(line);
      }
      return lines;
    }

    private String line() throws IOException {
      var line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException();
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    void say(String text) throws IOException {
      say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void say(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    void chunk(String data) throws IOException {
      say("%x\r\n%s\r\n".formatted(data.length(), data));
    }

    void close() throws IOException {
      socket.close();
    }

    /** Closes with a reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    void await(CountDownLatch latch) throws InterruptedException {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("the scene waited in vain");
      }
    }

    /** Whether the gateway, which has nothing more to send, closes its side within that time. */
    boolean isLeftWithin(Duration time) throws IOException {
      socket.setSoTimeout((int) time.toMillis());
      try {
        return in.read() < 0;
      } catch (SocketTimeoutException stillThere) {
        return false;
      }
    }

    /** Waits until the gateway closes its side, whatever it still sends. */
    void awaitClose() {
      try {
        in.transferTo(OutputStream.nullOutputStream());
      } catch (IOException reset) {
        return; // closed the hard way
      }
    }
  }
}
