package tollgate.dist.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The scripts that tests use again and again. */
public final class Scripts {
  private Scripts() {}

  /** Answers with a JSON error of that status. */
  public static Script status(int status, String message, Field... fields) {
    byte[] body =
        ("{\"error\":{\"message\":\"" + message + "\",\"type\":\"server_error\"}}")
            .getBytes(StandardCharsets.UTF_8);
    return (request, leg) ->
        leg.whole(status, with(sized("application/json", body.length), fields), body);
  }

  /** Answers with a whole JSON text. */
  public static Script json(String body, Field... fields) {
    return body("application/json", body.getBytes(StandardCharsets.UTF_8), fields);
  }

  /** Answers with a whole body of known length. */
  public static Script body(String contentType, byte[] body, Field... fields) {
    List<Field> head = sized(contentType, body.length);
    return (request, leg) -> leg.whole(200, with(head, fields), body);
  }

  /** Answers as recorded: a stream event by event, a body whole. */
  public static Script recorded(Recording recording, Field... fields) {
    return recording.streamed()
        ? pieces(recording.contentType(), recording.events(), fields)
        : body(recording.contentType(), recording.bytes(), fields);
  }

  /** Streams these pieces, one chunk each. */
  public static Script pieces(String contentType, List<byte[]> pieces, Field... fields) {
    return (request, leg) -> {
      leg.head(200, with(chunked(contentType), fields));
      for (byte[] piece : pieces) {
        leg.chunk(piece);
      }
      leg.endChunks();
    };
  }

  /** Streams these pieces, each after the gateway has stayed for that long after the one before. */
  public static Script paced(String contentType, List<byte[]> pieces, Duration pace) {
    return (request, leg) -> {
      leg.head(200, chunked(contentType));
      for (byte[] piece : pieces) {
        leg.chunk(piece);
        if (leg.closedWithin(pace).isPresent()) {
          return;
        }
      }
      leg.endChunks();
    };
  }

  /** Streams these pieces and then says nothing until the gateway leaves. */
  public static Script stallAfter(String contentType, List<byte[]> pieces) {
    return (request, leg) -> {
      leg.head(200, chunked(contentType));
      for (byte[] piece : pieces) {
        leg.chunk(piece);
      }
      leg.stall();
    };
  }

  /** Streams these pieces and then closes without the final chunk. */
  public static Script cutAfter(String contentType, List<byte[]> pieces) {
    return (request, leg) -> {
      leg.head(200, chunked(contentType));
      for (byte[] piece : pieces) {
        leg.chunk(piece);
      }
      leg.close();
    };
  }

  /** Streams these pieces and then resets the connection. */
  public static Script resetAfter(String contentType, List<byte[]> pieces) {
    return (request, leg) -> {
      leg.head(200, chunked(contentType));
      for (byte[] piece : pieces) {
        leg.chunk(piece);
      }
      leg.reset();
    };
  }

  /** Announces the whole body and closes after its first bytes. */
  public static Script shortBody(String contentType, byte[] body, int sent) {
    return (request, leg) -> {
      leg.whole(200, sized(contentType, body.length), Arrays.copyOf(body, sent));
      leg.close();
    };
  }

  /** Reads the request and closes without an answer. */
  public static Script closeBeforeHead() {
    return (request, leg) -> leg.close();
  }

  /** Reads the request and resets the connection without an answer. */
  public static Script resetBeforeHead() {
    return (request, leg) -> leg.reset();
  }

  /** Reads the request and never answers. */
  public static Script silence() {
    return (request, leg) -> leg.stall();
  }

  /** A whole body, compressed whether it was asked for or not. */
  public static Script gzipped(String contentType, byte[] body) {
    return body(contentType, gzip(body), new Field("content-encoding", "gzip"));
  }

  /** The bytes as gzip sends them. */
  public static byte[] gzip(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException memoryDoesNotFail) {
      throw new UncheckedIOException(memoryDoesNotFail);
    }
    return packed.toByteArray();
  }

  /** The head of a chunked reply. */
  public static List<Field> chunked(String contentType) {
    return Field.of("content-type", contentType, "transfer-encoding", "chunked");
  }

  /** The head of a reply of known length. */
  public static List<Field> sized(String contentType, int length) {
    return Field.of("content-type", contentType, "content-length", Integer.toString(length));
  }

  private static List<Field> with(List<Field> fields, Field... more) {
    var all = new ArrayList<>(fields);
    all.addAll(Arrays.asList(more));
    return all;
  }
}
