package tollgate.dist.kit;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/**
 * A client on a plain socket: pipelines, stops in the midst of a request, leaves politely or not.
 * Gives up waiting after 20 seconds, so that a test fails rather than hangs.
 */
public final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;
  private final String host;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 65_536);
    this.host = "127.0.0.1:" + socket.getPort();
  }

  /** Connects to a port of this machine. */
  public static RawClient to(int port) throws IOException {
    return to(port, InetAddress.getLoopbackAddress());
  }

  /** The same from one address of this machine; on Linux it has all that begin with 127. */
  public static RawClient to(int port, InetAddress from) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new RawClient(socket);
  }

  /** One request on a connection of its own. */
  public static Answer ask(int port, Ask ask) throws IOException {
    try (RawClient client = to(port)) {
      return client.send(ask).reply(ask).whole();
    }
  }

  /** Sends a whole request. */
  public RawClient send(Ask ask) throws IOException {
    return send(ask.bytes(host));
  }

  /** Sends only the first bytes of a request. */
  public RawClient sendFirst(Ask ask, int bytes) throws IOException {
    return send(Arrays.copyOf(ask.bytes(host), bytes));
  }

  /** Sends the head of a request and not its body. */
  public RawClient sendHead(Ask ask) throws IOException {
    return send(ask.headBytes(host));
  }

  /** Sends bytes as they are. */
  public RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Waits for the head of the next reply, interim ones left out. */
  public RawReply reply(Ask asked) throws IOException {
    Head head = head();
    while (head.word(1).startsWith("1") && !"101".equals(head.word(1))) {
      head = head();
    }
    boolean bodiless =
        "HEAD".equals(asked.method())
            || "204".equals(head.word(1))
            || "304".equals(head.word(1))
            || "101".equals(head.word(1));
    return new RawReply(head, BodyStream.ofReply(head, in, bodiless));
  }

  /** Waits for the next head, interim or not. */
  public Head head() throws IOException {
    return Head.read(in).orElseThrow(() -> new EOFException("The gateway closed without a reply."));
  }

  /** Waits for bytes of any kind. */
  public byte[] some(int most) throws IOException {
    byte[] buffer = new byte[most];
    int count = in.read(buffer);
    return Arrays.copyOf(buffer, Math.max(0, count));
  }

  /** Waits for that many bytes of any kind. */
  public byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("The gateway closed after " + bytes.length + " of " + count);
    }
    return bytes;
  }

  /** Whether the gateway closes the connection within that time; bytes are skipped. */
  public boolean closedWithin(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    try {
      in.transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (SocketException reset) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  /** Ends the sending direction only. */
  public void finishSending() throws IOException {
    socket.shutdownOutput();
  }

  /** Leaves with an RST. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Leaves with a FIN. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
