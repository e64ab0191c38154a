package tollgate.runtime.config;

/** How to speak HTTP with a provider. */
public enum HttpProtocol {
  /** Over TLS what both sides like best; in clear text HTTP/1.1. */
  AUTO("auto"),
  /** HTTP/1.1 only. */
  HTTP_1_1("http/1.1"),
  /** HTTP/2 only; in clear text without asking first. */
  H2("h2");

  private final String word;

  HttpProtocol(String word) {
    this.word = word;
  }

  /** The word for it in the settings. */
  public String word() {
    return word;
  }
}
