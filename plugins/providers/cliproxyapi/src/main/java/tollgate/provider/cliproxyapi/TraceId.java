package tollgate.provider.cliproxyapi;

/**
 * The value of {@code X-CPA-TRACE-ID}: {@code <yyyyMMddHHmmss>-<auth_index>-<request_id>}. The
 * usage records of the server carry the same index and id. The id has only 32 random bits and all
 * attempts of one request share it: it joins, it does not identify.
 *
 * @param account the index of the account that served last, empty when not told
 * @param request the server's id of the request, empty when not told
 */
record TraceId(String account, String request) {

  private static final TraceId NONE = new TraceId("", "");

  private static final int LONGEST = 128;

  /** Reads a header value; anything but three parts tells nothing. */
  static TraceId of(String value) {
    int first = value.indexOf('-');
    int second = value.indexOf('-', first + 1);
    boolean threeParts = first == 14 && second > first + 1 && value.indexOf('-', second + 1) < 0;
    if (!threeParts || value.length() > LONGEST || second + 1 == value.length()) {
      return NONE;
    }
    return new TraceId(value.substring(first + 1, second), value.substring(second + 1));
  }
}
