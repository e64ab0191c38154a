package tollgate.dist.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A script's end of the connection to the gateway: sends exactly what it is told, at once. */
public final class Leg {
  private static final Duration FOR_EVER = Duration.ofSeconds(30);

  private final Socket socket;
  private final OutputStream out;
  private final Inbox inbox;

  Leg(Socket socket, Inbox inbox) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.inbox = inbox;
  }

  /** Sends a status line and these fields, and nothing of its own. */
  public void head(int status, List<Field> fields) throws IOException {
    raw(headBytes(status, fields));
  }

  /** Sends head and whole body in one write. */
  public void whole(int status, List<Field> fields, byte[] body) throws IOException {
    var all = new ByteArrayOutputStream();
    all.write(headBytes(status, fields));
    all.write(body);
    raw(all.toByteArray());
  }

  private static byte[] headBytes(int status, List<Field> fields) {
    var head = new StringBuilder("HTTP/1.1 ").append(status).append(" Whatever\r\n");
    for (Field field : fields) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sends bytes as they are. */
  public void raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Sends a text as one chunk. */
  public void chunk(String text) throws IOException {
    chunk(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends one chunk. */
  public void chunk(byte[] bytes) throws IOException {
    var chunk = new ByteArrayOutputStream();
    chunk.write(Integer.toHexString(bytes.length).getBytes(StandardCharsets.ISO_8859_1));
    chunk.write(new byte[] {'\r', '\n'});
    chunk.write(bytes);
    chunk.write(new byte[] {'\r', '\n'});
    raw(chunk.toByteArray());
  }

  /** Ends a chunked body. */
  public void endChunks(Field... trailers) throws IOException {
    var end = new StringBuilder("0\r\n");
    for (Field trailer : trailers) {
      end.append(trailer.name()).append(": ").append(trailer.value()).append("\r\n");
    }
    raw(end.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Closes with a FIN, whatever has been promised. */
  public void close() throws IOException {
    socket.close();
  }

  /** Closes with an RST. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Sends nothing more and waits until the gateway has left, as the test expects it to. */
  public void stall() throws IOException {
    closedWithin(FOR_EVER);
    close();
  }

  /** When the gateway closed this connection, in {@link System#nanoTime}, if it does in time. */
  public Optional<Long> closedWithin(Duration time) {
    return inbox.goneWithin(time);
  }

  /** What the gateway sends. */
  InputStream input() {
    return inbox;
  }

  boolean open() {
    return !socket.isClosed();
  }
}
