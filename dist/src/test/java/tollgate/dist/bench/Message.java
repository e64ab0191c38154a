package tollgate.dist.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Follows HTTP/1.1 messages of known length or in chunks through whatever pieces they come in.
 * Keeps nothing but the head: bodies are handed on as they pass.
 */
final class Message {
  private static final int MOST_HEAD = 16_384;

  /** Who wants the bytes of the body. */
  @FunctionalInterface
  interface Body {
    void bytes(ByteBuffer buffer, int count);
  }

  private enum Place {
    HEAD,
    FIXED,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILERS
  }

  private final byte[] head = new byte[MOST_HEAD];
  private final Body body;
  private Place place = Place.HEAD;
  private int headLength;
  private String headText = "";
  private long left;
  private int lineLength;
  private int headEnds;

  Message(Body body) {
    this.body = body;
  }

  /** Takes bytes up to the end of the message; tells whether it has been reached. */
  boolean take(ByteBuffer buffer) throws IOException {
    boolean complete = false;
    while (!complete && (buffer.hasRemaining() || (place == Place.FIXED && left == 0))) {
      complete =
          switch (place) {
            case HEAD -> takeHead(buffer);
            case FIXED -> takeBody(buffer) && endFixed();
            case CHUNK_DATA -> takeBody(buffer) && endChunk();
            case CHUNK_SIZE -> takeSize(buffer.get());
            case CHUNK_END -> takeLineEnd(buffer.get());
            case TRAILERS -> takeTrailer(buffer.get());
          };
    }
    return complete;
  }

  /** The status code of the reply whose head has passed. */
  int status() {
    return Integer.parseInt(headText.substring(9, 12));
  }

  private boolean takeHead(ByteBuffer buffer) throws IOException {
    byte next = buffer.get();
    if (headLength == MOST_HEAD) {
      throw new IOException("A head of more than " + MOST_HEAD + " bytes");
    }
    head[headLength++] = next;
    if (next == '\n') {
      headEnds++;
    } else if (next != '\r') {
      headEnds = 0;
    }
    if (headEnds == 2) {
      endHead();
    }
    return false;
  }

  private void endHead() {
    headText =
        new String(head, 0, headLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    headLength = 0;
    headEnds = 0;
    if (headText.contains("transfer-encoding: chunked")) {
      place = Place.CHUNK_SIZE;
      left = 0;
      return;
    }
    place = Place.FIXED;
    int at = headText.indexOf("content-length:");
    left =
        at < 0
            ? 0
            : Long.parseLong(headText.substring(at + 15, headText.indexOf('\r', at)).strip());
  }

  /** Tells whether the stretch of the body is complete. */
  private boolean takeBody(ByteBuffer buffer) {
    int count = (int) Math.min(left, buffer.remaining());
    if (count > 0) {
      body.bytes(buffer, count);
      left -= count;
    }
    return left == 0;
  }

  private boolean endFixed() {
    place = Place.HEAD;
    return true;
  }

  private boolean endChunk() {
    place = Place.CHUNK_END;
    return false;
  }

  private boolean takeSize(byte next) {
    if (next == '\n') {
      place = left == 0 ? Place.TRAILERS : Place.CHUNK_DATA;
      lineLength = 0;
    } else if (next != '\r') {
      left = 16 * left + Character.digit(next, 16);
    }
    return false;
  }

  private boolean takeLineEnd(byte next) {
    if (next == '\n') {
      place = Place.CHUNK_SIZE;
    }
    return false;
  }

  private boolean takeTrailer(byte next) {
    if (next != '\n') {
      lineLength += next == '\r' ? 0 : 1;
      return false;
    }
    boolean end = lineLength == 0;
    lineLength = 0;
    if (end) {
      place = Place.HEAD;
    }
    return end;
  }
}
