package tollgate.runtime.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Reads numbers that the scanner has found valid. */
final class JsonNumbers {

  /** Up to so many digits a long cannot overflow. */
  private static final int SAFE_DIGITS = 18;

  /** Longer ones cannot be whole and fit, unless someone wastes zeros. */
  private static final int LONGEST = 64;

  private JsonNumbers() {}

  /** The number as a long: also 3.0 and 3e2, never one with a fraction or too large. */
  static OptionalLong asLong(byte[] bytes, int from, int to) {
    boolean negative = bytes[from] == '-';
    int first = negative ? from + 1 : from;
    if (to - first > SAFE_DIGITS) {
      return exact(bytes, from, to);
    }
    long value = 0;
    for (int i = first; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return exact(bytes, from, to);
      }
      value = value * 10 + digit;
    }
    return OptionalLong.of(negative ? -value : value);
  }

  private static OptionalLong exact(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return OptionalLong.empty();
    }
    var text = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    try {
      return OptionalLong.of(new BigDecimal(text).longValueExact());
    } catch (ArithmeticException | NumberFormatException tooLarge) {
      return OptionalLong.empty(); // a fraction, or more than a long or an exponent holds
    }
  }
}
