package tollgate.dist.kit;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** One request as it arrived at the fake provider. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or keeps these
public record Received(int connection, Head head, byte[] body, boolean complete, long atNanos) {

  /** The method. */
  public String method() {
    return head.word(0);
  }

  /** Path and query. */
  public String target() {
    return head.word(1);
  }

  /** The fields in order. */
  public List<Field> fields() {
    return head.fields();
  }

  /** The values of all fields of that name. */
  public List<String> all(String name) {
    return head.all(name);
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The string value of the first field of that name in the body's JSON, found by its text. */
  public String value(String field) {
    String text = text();
    int at = text.indexOf("\"" + field + "\"");
    if (at < 0) {
      return "";
    }
    int begin = text.indexOf('"', text.indexOf(':', at)) + 1;
    return text.substring(begin, text.indexOf('"', begin));
  }

  /** SHA-256 of the body, in hex. */
  public String sha256() {
    return Digest.of(body);
  }

  @Override
  public String toString() {
    return head.startLine() + " " + head.fields() + " " + body.length + " bytes " + digestStart();
  }

  private String digestStart() {
    return HexFormat.of().formatHex(body, 0, Math.min(8, body.length));
  }
}
