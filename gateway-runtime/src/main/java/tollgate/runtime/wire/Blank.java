package tollgate.runtime.wire;

/** The spaces that JSON knows. */
final class Blank {

  private Blank() {}

  static boolean is(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }
}
