package tollgate.runtime.config;

/**
 * How the gateway authenticates itself with a provider.
 *
 * @param mode what is sent
 * @param header the field that carries the credential; empty for the one the mode says
 */
public record ProviderAuth(Mode mode, String header) {

  /** The provider's credential in the way its type knows. */
  public static final ProviderAuth OWN = new ProviderAuth(Mode.OWN, "");

  /** What is sent. */
  public enum Mode {
    /** The provider's credential, in the way its type knows. */
    OWN(""),
    /** Nothing. */
    NONE(""),
    /** The client's own credential, never a key of the gateway; else as {@link #OWN}. */
    PRESERVE(""),
    /** The provider's credential as a bearer. */
    BEARER("authorization"),
    /** The provider's credential alone. */
    X_API_KEY("x-api-key");

    private final String field;

    Mode(String field) {
      this.field = field;
    }
  }

  /** Whether the gateway puts the provider's credential into a field by itself. */
  public boolean sendsField() {
    return !mode.field.isEmpty();
  }

  /** Whether the provider's credential goes the way its type knows, if it goes. */
  public boolean leavesItToTheType() {
    return mode == Mode.OWN || mode == Mode.PRESERVE;
  }

  /** The field that carries the credential; empty where the type knows. */
  public String field() {
    return header.isEmpty() ? mode.field : header;
  }

  /** What the field says for a credential. */
  public String value(String credential) {
    return mode == Mode.BEARER ? "Bearer " + credential : credential;
  }
}
