package tollgate.dist.kit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Start line and fields of a message, in the order in which they were sent. */
public record Head(String startLine, List<Field> fields) {

  /** The value of the first field of that name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The values of all fields of that name. */
  public List<String> all(String name) {
    return fields.stream().filter(field -> field.named(name)).map(Field::value).toList();
  }

  /** The word of the start line at that place. */
  String word(int place) {
    String[] words = startLine.split(" ", 3);
    return place < words.length ? words[place] : "";
  }

  /** Reads a head; nothing when the peer closed instead of beginning one. */
  static Optional<Head> read(InputStream in) throws IOException {
    Optional<String> start = line(in);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Head(start.get(), fields(in)));
  }

  /** Reads fields up to and with the empty line. */
  static List<Field> fields(InputStream in) throws IOException {
    var fields = new ArrayList<Field>();
    String line = requireLine(in);
    while (!line.isEmpty()) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("Not a field: " + line);
      }
      fields.add(new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
      line = requireLine(in);
    }
    return fields;
  }

  static String requireLine(InputStream in) throws IOException {
    return line(in).orElseThrow(() -> new EOFException("The peer closed in the midst of a head."));
  }

  private static Optional<String> line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next != '\n') {
      if (next < 0) {
        throw new EOFException("The peer closed in the midst of a line: " + text(line));
      }
      if (next != '\r') {
        line.write(next);
      }
      next = in.read();
    }
    return Optional.of(text(line));
  }

  private static String text(ByteArrayOutputStream line) {
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
