package tollgate.runtime.setup;

/** An answer that cannot be used; the message says why, as a part of a sentence. */
public final class BadAnswer extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  BadAnswer(String why, String remedy) {
    super(why);
    this.remedy = remedy;
  }

  /** What to answer instead, as a sentence. */
  public String remedy() {
    return remedy;
  }

  /** Why it cannot be used. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
