package tollgate.runtime.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that says exactly what a test wants said, and reads replies byte by byte. */
final class RawConnection implements AutoCloseable {

  /** A reply as it came, the body byte for byte as Latin-1. */
  record Reply(int status, List<String> fields, String latin) {
    byte[] body() {
      return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    String text() {
      return new String(body(), StandardCharsets.UTF_8);
    }

    List<String> all(String name) {
      return values(fields, name);
    }

    String field(String name) {
      return all(name).isEmpty() ? "" : all(name).getFirst();
    }
  }

  private final Socket socket;
  private final InputStream in;
  private boolean withinChunks;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  RawConnection say(String text) throws IOException {
    return say(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Says the lines of a head and the blank line after it. */
  RawConnection ask(String... lines) throws IOException {
    return say(String.join("\r\n", lines) + "\r\n\r\n");
  }

  RawConnection say(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  RawConnection say(byte[] bytes, int from, int to) throws IOException {
    socket.getOutputStream().write(bytes, from, to - from);
    socket.getOutputStream().flush();
    return this;
  }

  Reply get(String path) throws IOException {
    return ask("GET " + path + " HTTP/1.1", "Host: gate").reply();
  }

  /** The next reply to anything but HEAD, interim ones included. */
  Reply reply() throws IOException {
    List<String> head = head();
    return new Reply(
        status(head),
        head.subList(1, head.size()),
        new String(body(head), StandardCharsets.ISO_8859_1));
  }

  /** The lines of the next head. */
  List<String> head() throws IOException {
    var lines = new ArrayList<String>();
    String line = line();
    while (!line.isEmpty()) {
      lines.add(line);
      line = line();
    }
    return lines;
  }

  static int status(List<String> head) {
    return Integer.parseInt(head.getFirst().split(" ", -1)[1]);
  }

  private static List<String> values(List<String> lines, String name) {
    String prefix = name + ":";
    return lines.stream()
        .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
        .map(line -> line.substring(prefix.length()).strip())
        .toList();
  }

  private byte[] body(List<String> head) throws IOException {
    List<String> length = values(head, "content-length");
    if (!length.isEmpty()) {
      return bytes(Integer.parseInt(length.getFirst()));
    }
    if (!values(head, "transfer-encoding").isEmpty()) {
      return chunks();
    }
    return new byte[0];
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
      body.writeBytes(chunk);
    }
    head(); // trailers
    return body.toByteArray();
  }

  /** One chunk's data; empty for the last, whose trailers are still to be read. */
  byte[] chunk() throws IOException {
    if (withinChunks) {
      line(); // Jetty ends a chunk when it begins the next
    }
    byte[] data = bytes(Integer.parseInt(line(), 16));
    withinChunks = data.length > 0;
    return data;
  }

  byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("after " + bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }

  /** Everything up to the end of the stream. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("after \"" + line + "\"");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Closes the sending side only. */
  void closeHalf() throws IOException {
    socket.shutdownOutput();
  }

  /** Closes with a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
