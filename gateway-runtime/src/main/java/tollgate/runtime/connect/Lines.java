package tollgate.runtime.connect;

/** Text by the line. */
final class Lines {

  private Lines() {}

  /** The text with its last line ended. */
  static String ended(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }
}
