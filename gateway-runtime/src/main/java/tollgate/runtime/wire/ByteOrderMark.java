package tollgate.runtime.wire;

/** Skips a byte order mark at the very beginning of a body, however it is cut. */
final class ByteOrderMark {

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private int seen;
  private boolean broken;

  /** The place behind as much of the mark as stands here; {@code from} once the body has begun. */
  int skip(byte[] bytes, int from, int to) {
    int pos = from;
    while (pos < to && seen < MARK.length) {
      if (bytes[pos] != MARK[seen]) {
        broken = seen > 0;
        seen = MARK.length;
        return pos;
      }
      seen++;
      pos++;
    }
    return pos;
  }

  /** Whether a mark was begun and not completed: then the text begins with rubbish. Told once. */
  boolean isBroken() {
    boolean told = broken;
    broken = false;
    return told;
  }
}
