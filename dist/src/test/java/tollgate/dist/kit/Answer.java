package tollgate.dist.kit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A whole reply; {@code clean} tells whether it ended as its framing announced. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or keeps these
public record Answer(Head head, byte[] body, boolean clean, List<Field> trailers) {

  /** The status. */
  public int status() {
    return Integer.parseInt(head.word(1));
  }

  /** The value of the first field of that name. */
  public Optional<String> first(String name) {
    return head.first(name);
  }

  /** The values of all fields of that name. */
  public List<String> all(String name) {
    return head.all(name);
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as JSON. */
  public Json json() {
    return Json.parse(text());
  }

  /** SHA-256 of the body, in hex. */
  public String sha256() {
    return Digest.of(body);
  }

  @Override
  public String toString() {
    return head.startLine() + " " + head.fields() + (clean ? " " : " CUT ") + text();
  }
}
