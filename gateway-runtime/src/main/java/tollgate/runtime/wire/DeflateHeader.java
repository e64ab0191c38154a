package tollgate.runtime.wire;

/** Two bytes that either are a zlib header or data already. */
final class DeflateHeader implements CodingHeader {

  private static final int ADLER_BYTES = 4;

  private final byte[] start = new byte[ZlibHeader.LENGTH];
  private int taken;
  private boolean framed;

  @Override
  public boolean take(byte b) {
    start[taken++] = b;
    if (taken < ZlibHeader.LENGTH) {
      return false;
    }
    framed = ZlibHeader.isAt(start, 0, ZlibHeader.LENGTH);
    return true;
  }

  @Override
  public byte[] dataTaken() {
    return framed ? new byte[0] : start;
  }

  @Override
  public int trailerBytes() {
    return framed ? ADLER_BYTES : 0;
  }

  @Override
  public boolean isBegunBy(byte b) {
    return false;
  }

  @Override
  public void reset() {
    taken = 0;
  }
}
