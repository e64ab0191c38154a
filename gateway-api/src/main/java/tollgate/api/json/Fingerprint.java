package tollgate.api.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers that tell byte sequences apart without keeping them: what {@link JsonView#fingerprint} is
 * made with. The same bytes have the same number in every run and on every machine. It is no
 * cryptographic hash: whoever wants two sequences with one number can find them.
 *
 * @since 1.0
 */
public final class Fingerprint {

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** 2⁶⁴ divided by the golden ratio, made odd: spreads neighbouring numbers far apart. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private Fingerprint() {}

  /**
   * The number of some bytes of an array: made of how many they are and of no more than {@code
   * most} of them from either end.
   *
   * @param from where they begin
   * @param to behind the last one
   */
  public static long of(byte[] bytes, int from, int to, int most) {
    int length = to - from;
    if (length <= 2L * most) {
      return over(bytes, from, to, length);
    }
    return over(bytes, to - most, to, over(bytes, from, from + most, length));
  }

  /** One number of two, in which their order counts. */
  public static long mix(long first, long second) {
    long mixed = (Long.rotateLeft(first, 23) ^ second) * SPREAD;
    return mixed ^ (mixed >>> 32);
  }

  private static long over(byte[] bytes, int from, int to, long seed) {
    long number = mix(SPREAD, seed);
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      number = mix(number, (long) EIGHT_BYTES.get(bytes, at));
    }
    for (; at < to; at++) {
      number = mix(number, bytes[at]);
    }
    return number;
  }
}
