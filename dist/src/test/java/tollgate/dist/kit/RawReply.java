package tollgate.dist.kit;

import java.io.IOException;

/** A reply whose body is still arriving. */
public record RawReply(Head head, BodyStream body) {

  /** The status. */
  public int status() {
    return Integer.parseInt(head.word(1));
  }

  /** Waits for the end. */
  public Answer whole() throws IOException {
    byte[] rest = body.rest();
    return new Answer(head, rest, body.clean(), body.trailers());
  }
}
