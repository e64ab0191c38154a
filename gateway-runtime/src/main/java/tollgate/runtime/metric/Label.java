package tollgate.runtime.metric;

import java.util.Locale;

/** A dimension of a meter. */
public enum Label {
  /** The wire language of the client. */
  DIALECT(Allowed.FIRST_COME),
  /** The program that called. */
  TOOL(Allowed.KNOWN_ONLY),
  /** The configured upstream. */
  PROVIDER(Allowed.KNOWN_ONLY),
  /** The model that served. */
  MODEL(Allowed.KNOWN_ONLY),
  /** How a call ended. */
  STATE(Allowed.FIRST_COME),
  /** The code of a problem. */
  CODE(Allowed.FIRST_COME),
  /** A class of tokens. */
  CLASS(Allowed.FIRST_COME),
  /** A stage of the pipeline. */
  STAGE(Allowed.FIRST_COME),
  /** How an attempt or a run ended. */
  OUTCOME(Allowed.FIRST_COME),
  /** Towards the upstream or towards the client. */
  DIRECTION(Allowed.FIRST_COME),
  /** Pass, warn or fail. */
  STATUS(Allowed.FIRST_COME),
  /** A kind of alert. */
  KIND(Allowed.FIRST_COME),
  /** The name of a background loop. */
  NAME(Allowed.FIRST_COME),
  /** The name of a cap. */
  CAP(Allowed.FIRST_COME),
  /** The length of a cap's window. */
  WINDOW(Allowed.FIRST_COME),
  /** Why a call was turned away. */
  REASON(Allowed.FIRST_COME),
  /** A version. */
  VERSION(Allowed.FIRST_COME),
  /** The version of the Java runtime. */
  JAVA(Allowed.FIRST_COME);

  /** Which values become labels of their own; all others are counted as {@code other}. */
  enum Allowed {
    /** Those the gateway was told of: a client can invent others. */
    KNOWN_ONLY,
    /** The first hundred that turn up: the gateway makes them itself. */
    FIRST_COME
  }

  private final Allowed allowed;

  Label(Allowed allowed) {
    this.allowed = allowed;
  }

  /** The label's name on the page. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  Allowed allowed() {
    return allowed;
  }
}
