package tollgate.dist.kit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A client that speaks HTTP/2 without TLS from its first byte (RFC 9113 §3.3), one stream on a
 * connection. Its requests are written without compression; of a reply's fields it reads only a
 * status from the static table (RFC 7541 appendix A), which is all the tests ask.
 */
public final class H2Client implements AutoCloseable {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final int STREAM = 1;
  private static final int CANCEL = 8;
  private static final int PATIENCE_MILLIS = 20_000;

  // The kinds of frames that matter here (RFC 9113 section 6).
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;

  @SuppressWarnings("ArrayRecordComponent") // nobody compares or keeps these
  private record Frame(int kind, int flags, int stream, byte[] payload) {
    boolean ends() {
      return (flags & 1) != 0;
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private Optional<Integer> status = Optional.empty();
  private boolean ended;
  private boolean broken;

  private H2Client(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Connects and says what it speaks. */
  public static H2Client to(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    var client = new H2Client(socket);
    client.out.write(PREFACE);
    client.write(SETTINGS, 0, 0, new byte[0]);
    client.write(WINDOW_UPDATE, 0, 0, new byte[] {0x3f, (byte) 0xff, 0, 0});
    return client;
  }

  /** Sends the request. */
  public H2Client send(Ask ask) throws IOException {
    var block = new ByteArrayOutputStream();
    field(block, ":method", ask.method());
    field(block, ":scheme", "http");
    field(block, ":path", ask.target());
    field(block, ":authority", "127.0.0.1:" + socket.getPort());
    for (Field field : ask.fields()) {
      field(block, field.name(), field.value());
    }
    write(HEADERS, 4, STREAM, block.toByteArray());
    write(DATA, 1, STREAM, ask.body());
    return this;
  }

  /** A literal field never indexed, RFC 7541 §6.2.3. */
  private static void field(ByteArrayOutputStream block, String name, String value) {
    block.write(0x10);
    text(block, name);
    text(block, value);
  }

  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int rest = bytes.length - 127;
      for (; rest >= 128; rest >>= 7) {
        block.write(rest % 128 + 128);
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  private void write(int kind, int flags, int stream, byte[] payload) throws IOException {
    var frame = new ByteArrayOutputStream();
    frame.write(payload.length >> 16);
    frame.write(payload.length >> 8);
    frame.write(payload.length);
    frame.write(kind);
    frame.write(flags);
    frame.writeBytes(new byte[] {0, 0, 0, (byte) stream});
    frame.writeBytes(payload);
    out.write(frame.toByteArray());
  }

  /** Waits for the next bytes of the reply's body; empty at its end. */
  public byte[] some() throws IOException {
    while (!ended) {
      Frame frame = read();
      take(frame);
      if (frame.kind() == DATA && frame.payload().length > 0) {
        return frame.payload();
      }
    }
    return new byte[0];
  }

  /** Waits for the whole body. */
  public byte[] rest() throws IOException {
    var body = new ByteArrayOutputStream();
    for (byte[] some = some(); some.length > 0; some = some()) {
      body.writeBytes(some);
    }
    return body.toByteArray();
  }

  private void take(Frame frame) throws IOException {
    switch (frame.kind()) {
      case HEADERS -> {
        status = status.or(() -> status(frame.payload()));
        ended = frame.ends();
      }
      case DATA -> {
        ended = frame.ends();
        giveBack(frame.payload().length);
      }
      case RST_STREAM, GOAWAY -> {
        ended = true;
        broken = true;
      }
      case SETTINGS -> {
        if (!frame.ends()) {
          write(SETTINGS, 1, 0, new byte[0]);
        }
      }
      default -> {} // not answered: nothing here depends on it
    }
  }

  private void giveBack(int bytes) throws IOException {
    if (bytes > 0) {
      byte[] size = {0, (byte) (bytes >> 16), (byte) (bytes >> 8), (byte) bytes};
      write(WINDOW_UPDATE, 0, STREAM, size);
    }
  }

  /** 200, 204, 206, 304, 400, 404 and 500 stand at 8 to 14 in the static table. */
  private static Optional<Integer> status(byte[] block) {
    int[] known = {200, 204, 206, 304, 400, 404, 500};
    int begin = 0;
    while (block[begin] >> 5 == 1) { // first a change of the dynamic table's size, a long number
      boolean more = (block[begin++] & 0x1f) == 0x1f;
      while (more) {
        more = block[begin++] < 0;
      }
    }
    int index = (block[begin] & 0x7f) - 8;
    return index >= 0 && index < known.length ? Optional.of(known[index]) : Optional.empty();
  }

  private Frame read() throws IOException {
    int lengthAndKind;
    try {
      lengthAndKind = in.readInt();
    } catch (EOFException closed) {
      return new Frame(GOAWAY, 0, 0, new byte[0]);
    }
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = in.readNBytes(lengthAndKind >>> 8);
    return new Frame(lengthAndKind & 0xff, flags, stream, payload);
  }

  /** The status, once the reply has begun. */
  public int status() {
    return status.orElseThrow();
  }

  /** Whether the reply ended as it should; asked after its end. */
  public boolean clean() {
    return ended && !broken;
  }

  /** Gives the stream up (RST_STREAM) and keeps the connection. */
  public void cancel() throws IOException {
    write(RST_STREAM, 0, STREAM, new byte[] {0, 0, 0, CANCEL});
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
