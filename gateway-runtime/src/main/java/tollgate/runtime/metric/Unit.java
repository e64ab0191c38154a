package tollgate.runtime.metric;

/** What a meter counts in, and what one recorded step is worth on the page. */
public enum Unit {
  /** Things; recorded as they are. */
  COUNT("", 1.0),
  /** Recorded in nanoseconds. */
  SECONDS("seconds", 1e-9),
  /** Recorded in nano-dollars. */
  USD("usd", 1e-9),
  /** Recorded in millionths. */
  RATIO("ratio", 1e-6),
  /** Recorded in bytes. */
  BYTES("bytes", 1.0);

  private final String text;
  private final double step;

  Unit(String text, double step) {
    this.text = text;
    this.step = step;
  }

  /** The unit's word; empty for things. */
  public String text() {
    return text;
  }

  double step() {
    return step;
  }
}
