package tollgate.runtime.json;

/**
 * Checks UTF-8 beyond ASCII (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
 */
final class Utf8 {

  private Utf8() {}

  /**
   * Skips the character that begins with a byte beyond ASCII.
   *
   * @return the place after it; {@code -1} when it is not well formed or not complete
   */
  static int skip(byte[] bytes, int pos, int end) {
    int lead = bytes[pos] & 0xFF;
    if (lead < 0xC2) {
      return -1;
    }
    if (lead < 0xE0) {
      return pos + 1 < end && continues(bytes[pos + 1]) ? pos + 2 : -1;
    }
    if (lead < 0xF0) {
      return pos + 2 < end
              && fits(bytes[pos + 1] & 0xFF, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF)
              && continues(bytes[pos + 2])
          ? pos + 3
          : -1;
    }
    return lead < 0xF5
            && pos + 3 < end
            && fits(bytes[pos + 1] & 0xFF, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF)
            && continues(bytes[pos + 2])
            && continues(bytes[pos + 3])
        ? pos + 4
        : -1;
  }

  /** Whether a byte is one in the middle of a character. */
  static boolean continues(byte b) {
    return (b & 0xC0) == 0x80;
  }

  private static boolean fits(int b, int low, int high) {
    return b >= low && b <= high;
  }
}
