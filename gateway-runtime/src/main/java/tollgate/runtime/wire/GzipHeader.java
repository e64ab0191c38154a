package tollgate.runtime.wire;

/** The header of a gzip member (RFC 1952 §2.3), its optional parts skipped. */
final class GzipHeader implements CodingHeader {

  private static final int FIXED_BYTES = 10;
  private static final byte FIRST = 0x1F;
  private static final int FLAGS_AT = 3;
  private static final int CRC_AND_LENGTH_BYTES = 8;

  private static final int HAS_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private int taken;
  private int flags;
  private int skip;
  private int extraLength;
  private int extraLengthBytes;

  @Override
  public boolean take(byte b) throws UnreadableCoding {
    if (taken < FIXED_BYTES) {
      fixed(b);
    } else if (skip > 0) {
      skip--;
    } else {
      optional(b);
    }
    return taken == FIXED_BYTES && skip == 0 && flags == 0;
  }

  @Override
  public byte[] dataTaken() {
    return new byte[0];
  }

  @Override
  public int trailerBytes() {
    return CRC_AND_LENGTH_BYTES;
  }

  @Override
  public boolean isBegunBy(byte b) {
    return b == FIRST;
  }

  @Override
  public void reset() {
    taken = 0;
    flags = 0;
    skip = 0;
    extraLength = 0;
    extraLengthBytes = 0;
  }

  private void fixed(byte b) throws UnreadableCoding {
    boolean wrong =
        switch (taken) {
          case 0 -> b != FIRST;
          case 1 -> b != (byte) 0x8B;
          case 2 -> b != 8;
          default -> false;
        };
    if (wrong) {
      throw new UnreadableCoding("the encoded bytes are not gzip");
    }
    if (taken == FLAGS_AT) {
      flags = b & (HAS_CRC | HAS_EXTRA | HAS_NAME | HAS_COMMENT);
    }
    taken++;
  }

  /** One byte of the first optional part that is still to come; its flag goes when it ends. */
  private void optional(byte b) {
    if ((flags & HAS_EXTRA) != 0) {
      extraLength |= (b & 0xFF) << (Byte.SIZE * extraLengthBytes);
      if (++extraLengthBytes == 2) {
        flags &= ~HAS_EXTRA;
        skip = extraLength;
      }
    } else if ((flags & HAS_NAME) != 0) {
      flags = b == 0 ? flags & ~HAS_NAME : flags;
    } else if ((flags & HAS_COMMENT) != 0) {
      flags = b == 0 ? flags & ~HAS_COMMENT : flags;
    } else {
      skip = 1;
      flags &= ~HAS_CRC;
    }
  }
}
