package tollgate.runtime.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds bytes eight at a time. A long taken from the array is combined so that the high bit of
 * every byte looked for is set; the lowest such bit is the place. (Bits above the lowest may be
 * wrong, because a subtraction borrows upward; nobody looks at them.)
 */
public final class ByteSearch {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = EACH * '"';
  private static final long BACKSLASHES = EACH * '\\';
  private static final long SPACES = EACH * ' ';
  private static final long LINE_FEEDS = EACH * '\n';
  private static final long CARRIAGE_RETURNS = EACH * '\r';

  private ByteSearch() {}

  /**
   * Where a run of plain JSON string content ends: at the first quote, backslash, control character
   * or non-ASCII byte.
   *
   * @return its place, {@code to} when everything is plain
   */
  public static int plainEnd(byte[] bytes, int from, int to) {
    int pos = from;
    while (pos <= to - Long.BYTES) {
      long word = (long) LONGS.get(bytes, pos);
      long found =
          (zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES) | below(word, SPACES) | word) & HIGH;
      if (found != 0) {
        return pos + first(found);
      }
      pos += Long.BYTES;
    }
    while (pos < to && isPlain(bytes[pos])) {
      pos++;
    }
    return pos;
  }

  /**
   * The first line feed or carriage return.
   *
   * @return its place, {@code to} when there is none
   */
  public static int lineEnd(byte[] bytes, int from, int to) {
    int pos = from;
    while (pos <= to - Long.BYTES) {
      long word = (long) LONGS.get(bytes, pos);
      long found = (zeros(word ^ LINE_FEEDS) | zeros(word ^ CARRIAGE_RETURNS)) & HIGH;
      if (found != 0) {
        return pos + first(found);
      }
      pos += Long.BYTES;
    }
    while (pos < to && bytes[pos] != '\n' && bytes[pos] != '\r') {
      pos++;
    }
    return pos;
  }

  /**
   * The first quote or backslash: what ends a run inside a JSON string that is not checked.
   *
   * @return its place, {@code to} when there is none
   */
  public static int quoteOrEscape(byte[] bytes, int from, int to) {
    int pos = from;
    while (pos <= to - Long.BYTES) {
      long word = (long) LONGS.get(bytes, pos);
      long found = (zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES)) & HIGH;
      if (found != 0) {
        return pos + first(found);
      }
      pos += Long.BYTES;
    }
    while (pos < to && bytes[pos] != '"' && bytes[pos] != '\\') {
      pos++;
    }
    return pos;
  }

  private static boolean isPlain(byte b) {
    return b >= ' ' && b != '"' && b != '\\';
  }

  /** Sets the high bit of the lowest byte that is zero; other bits are left to the mask. */
  private static long zeros(long word) {
    return below(word, EACH);
  }

  /** Sets the high bit of the lowest byte that is less than the limit's; the limit is ASCII. */
  private static long below(long word, long limit) {
    return (word - limit) & ~word;
  }

  private static int first(long found) {
    return Long.numberOfTrailingZeros(found) >>> 3;
  }
}
