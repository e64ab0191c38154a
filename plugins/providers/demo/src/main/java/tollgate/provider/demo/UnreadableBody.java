package tollgate.provider.demo;

/** A request body that is not JSON. */
final class UnreadableBody extends Exception {

  private static final long serialVersionUID = 1L;

  private final int at;

  UnreadableBody(int at) {
    super("not JSON at character " + at, null, false, false);
    this.at = at;
  }

  /** What to tell the client. */
  String sentence() {
    return "The body is not JSON at character " + at + ".";
  }
}
