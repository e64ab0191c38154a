package tollgate.dist.kit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A scripted provider's end of a WebSocket: says and hears frames exactly as told. */
public final class FakeSocket {
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int LAST = 0x80;
  private static final String RFC_6455 = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final Leg leg;
  private final DataInputStream in;

  private FakeSocket(Leg leg) {
    this.leg = leg;
    this.in = new DataInputStream(leg.input());
  }

  /** What is done on an open socket; the connection closes when it returns. */
  @FunctionalInterface
  public interface Talk {

    /** Talks. */
    void talk(FakeSocket socket) throws IOException, InterruptedException;
  }

  /** Grants the wish for a WebSocket, with these fields beside the handshake's, and talks. */
  public static Script talking(Talk talk, Field... fields) {
    return (request, leg) -> {
      String key = request.head().first("sec-websocket-key").orElse("");
      var head =
          new ArrayList<>(
              Field.of(
                  "upgrade",
                  "websocket",
                  "connection",
                  "upgrade",
                  "sec-websocket-accept",
                  accept(key)));
      head.addAll(Arrays.asList(fields));
      leg.head(101, head);
      try {
        talk.talk(new FakeSocket(leg));
      } finally {
        leg.close();
      }
    };
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + RFC_6455).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Says a text in one frame. */
  public void say(String text) throws IOException {
    frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Says these texts, one message each. */
  public void sayAll(List<String> texts) throws IOException {
    for (String text : texts) {
      say(text);
    }
  }

  /** Says a text in frames of so many bytes. */
  public void sayInPieces(String text, int size) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += size) {
      int to = Math.min(bytes.length, from + size);
      byte[] piece = Arrays.copyOfRange(bytes, from, to);
      frame(from == 0 ? TEXT : CONTINUATION, to == bytes.length, piece);
    }
  }

  /** Says that it is still there. */
  public void ping() throws IOException {
    frame(PING, true, new byte[] {1, 2, 3});
  }

  /** Says farewell and waits for the answer. */
  public void close(int code, String reason) throws IOException {
    byte[] words = reason.getBytes(StandardCharsets.UTF_8);
    byte[] payload =
        ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words).array();
    frame(CLOSE, true, payload);
    String _ = farewell();
  }

  private void frame(int opcode, boolean last, byte[] payload) throws IOException {
    var frame = new ByteArrayOutputStream();
    frame.write(last ? LAST | opcode : opcode);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else if (payload.length < 65_536) {
      frame.write(126);
      frame.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      frame.write(127);
      frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    frame.writeBytes(payload);
    leg.raw(frame.toByteArray());
  }

  /** Waits for the next whole message. */
  public String hear() throws IOException {
    var message = new ByteArrayOutputStream();
    while (true) {
      Frame frame = read();
      if (frame.opcode() == CLOSE) {
        throw new EOFException("closed with " + frame.farewell());
      }
      if (frame.opcode() < CLOSE) {
        message.writeBytes(frame.payload());
        if (frame.last()) {
          return message.toString(StandardCharsets.UTF_8);
        }
      }
    }
  }

  /** Waits for the gateway's close frame: code and reason, {@code lost} where it just left. */
  public String farewell() {
    try {
      Frame frame = read();
      while (frame.opcode() != CLOSE) {
        frame = read();
      }
      return frame.farewell();
    } catch (IOException left) {
      return "lost";
    }
  }

  /** A frame as it came, unmasked. */
  @SuppressWarnings("ArrayRecordComponent") // seen once, never compared
  private record Frame(int opcode, boolean last, byte[] payload) {

    String farewell() {
      if (payload.length < 2) {
        return "none";
      }
      int code = Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
      String reason = new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
      return (code + " " + reason).strip();
    }
  }

  private Frame read() throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    int length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    var mask = new byte[4];
    in.readFully(mask);
    var payload = new byte[length];
    in.readFully(payload);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return new Frame(first & 0xf, (first & LAST) != 0, payload);
  }
}
