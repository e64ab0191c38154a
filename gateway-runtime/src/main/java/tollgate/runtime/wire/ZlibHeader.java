package tollgate.runtime.wire;

/**
 * Tells the two things that are called deflate apart: RFC 9110 means the zlib format (RFC 1950),
 * and some send bare deflate data (RFC 1951).
 */
final class ZlibHeader {

  static final int LENGTH = 2;

  private ZlibHeader() {}

  /** Whether the bytes begin with a zlib header that asks for no dictionary. */
  static boolean isAt(byte[] bytes, int from, int to) {
    if (to - from < LENGTH) {
      return false;
    }
    int method = bytes[from] & 0xFF;
    int flags = bytes[from + 1] & 0xFF;
    return (method & 0x0F) == 8 && (flags & 0x20) == 0 && ((method << 8) | flags) % 31 == 0;
  }
}
