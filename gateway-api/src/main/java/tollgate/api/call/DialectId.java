package tollgate.api.call;

/**
 * Names a wire language, for example {@code openai-chat}. The only word by which plugin jars refer
 * to one another.
 *
 * @param value lower-case letters, digits and hyphens
 * @since 1.0
 */
public record DialectId(String value) {

  /** No dialect: a path that no dialect plugin knows. */
  public static final DialectId NONE = new DialectId("none");

  /** Refuses a malformed id. */
  public DialectId {
    if (!value.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("not a dialect id: \"" + value + "\"");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
