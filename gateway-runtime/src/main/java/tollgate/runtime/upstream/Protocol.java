package tollgate.runtime.upstream;

import java.util.Arrays;
import java.util.Optional;

/** How to speak HTTP with a provider. */
public enum Protocol {
  /** Over TLS what both sides like best of HTTP/2 and HTTP/1.1; in clear text HTTP/1.1. */
  AUTO("auto"),
  /** HTTP/1.1 only. */
  HTTP_1_1("http/1.1"),
  /** HTTP/2 only; in clear text without asking first. */
  HTTP_2("h2");

  private final String word;

  Protocol(String word) {
    this.word = word;
  }

  /** The word for it in the settings. */
  public String word() {
    return word;
  }

  /** The protocol a word of the settings names. */
  public static Optional<Protocol> named(String word) {
    return Arrays.stream(values()).filter(protocol -> protocol.word.equals(word)).findFirst();
  }
}
