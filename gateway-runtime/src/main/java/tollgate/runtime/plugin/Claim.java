package tollgate.runtime.plugin;

/**
 * A name that one plugin may have and no second one.
 *
 * @param kind what is named
 * @param name the name
 */
record Claim(Kind kind, String name) {

  /** What can be named, in the order of the API's entry page. */
  enum Kind {
    TOOL("tool"),
    DIALECT("dialect"),
    ENDPOINT("endpoint"),
    PROVIDER("provider type"),
    ACCOUNT_SOURCE("account source"),
    QUOTA_PROBE("quota probe"),
    PRICING_SOURCE("pricing source"),
    USAGE_SOURCE("usage source"),
    FACE("face"),
    RESOURCE("resource");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** As a problem names it: {@code the tool "acme"}. */
  @Override
  public String toString() {
    return "the " + kind.word() + " \"" + name + "\"";
  }
}
