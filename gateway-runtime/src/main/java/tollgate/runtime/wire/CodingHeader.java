package tollgate.runtime.wire;

/** What stands before the deflate data of a coding, taken byte by byte. */
sealed interface CodingHeader permits GzipHeader, DeflateHeader {

  /** Takes the next byte; answers whether the header is complete. */
  boolean take(byte b) throws UnreadableCoding;

  /** Bytes that were taken and turned out to be data. */
  byte[] dataTaken();

  /** How many bytes follow the data. */
  int trailerBytes();

  /** Whether another header may begin with a byte that follows a complete body. */
  boolean isBegunBy(byte b);

  /** Begins anew. */
  void reset();
}
