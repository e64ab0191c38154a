package tollgate.runtime.json;

import java.nio.charset.StandardCharsets;

/**
 * Decodes the content of JSON strings that the scanner has found valid. {@code from} is the place
 * behind the opening quote everywhere. Half of a surrogate pair, which an escape can spell and no
 * text can hold, is read as U+FFFD.
 */
final class JsonChars {

  private static final char REPLACEMENT = '\uFFFD';

  /** The most bytes one decoded char takes: backslash, u and four digits. */
  private static final int BYTES_PER_CHAR = 6;

  private JsonChars() {}

  /** The beginning of a string, cut after {@code maxChars} and never inside a pair. */
  static String head(byte[] bytes, int from, int to, int maxChars) {
    int limit = (int) Math.min(to, (long) from + maxChars);
    int plain = ByteSearch.plainEnd(bytes, from, limit);
    if (plain == limit) {
      return ascii(bytes, from, plain);
    }
    var text = new StringBuilder(Math.min(maxChars, to - from));
    int pos = from;
    while (pos < to && text.length() < maxChars) {
      pos = decode(bytes, pos, text);
    }
    if (text.length() > maxChars) {
      text.setLength(maxChars - 1);
    }
    return text.toString();
  }

  /** The end of a string, at most {@code maxChars} long and never begun inside a pair. */
  static String tail(byte[] bytes, int from, int to, int maxChars) {
    // Some bytes more than needed: the first char may be half a pair, and it must be cut off then.
    long room = (long) BYTES_PER_CHAR * maxChars + 2 * BYTES_PER_CHAR;
    int pos = to - from <= room ? from : boundary(bytes, from, (int) (to - room));
    var text = new StringBuilder(Math.min(to - pos, 2 * maxChars + 16));
    while (pos < to) {
      pos = decode(bytes, pos, text);
    }
    int begin = Math.max(0, text.length() - maxChars);
    if (begin > 0 && begin < text.length() && Character.isLowSurrogate(text.charAt(begin))) {
      begin++;
    }
    return text.substring(begin);
  }

  /** Whether the string whose content begins at {@code from} decodes to exactly this text. */
  static boolean matches(byte[] bytes, int from, int to, String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (from + i >= to) {
        return false;
      }
      byte b = bytes[from + i];
      char c = text.charAt(i);
      if (b == '\\' || b < 0 || c >= 0x80) {
        return head(bytes, from, to, length + 1).equals(text);
      }
      if (b != c) {
        return false;
      }
    }
    return from + length == to;
  }

  /** Where a character or an escape begins: {@code pos}, or a few bytes behind it. */
  private static int boundary(byte[] bytes, int from, int pos) {
    for (int i = Math.max(from, pos - BYTES_PER_CHAR + 1); i < pos; i++) {
      if (bytes[i] == '\\' && !isEscaped(bytes, from, i)) {
        int next = i + (bytes[i + 1] == 'u' ? BYTES_PER_CHAR : 2);
        if (next > pos) {
          return next;
        }
      }
    }
    int p = pos;
    while (Utf8.continues(bytes[p])) {
      p++;
    }
    return p;
  }

  private static boolean isEscaped(byte[] bytes, int from, int pos) {
    int p = pos;
    while (p > from && bytes[p - 1] == '\\') {
      p--;
    }
    return (pos - p) % 2 != 0;
  }

  /** Decodes one character; answers the place behind it. */
  private static int decode(byte[] bytes, int pos, StringBuilder text) {
    byte b = bytes[pos];
    if (b == '\\') {
      return bytes[pos + 1] == 'u' ? unicode(bytes, pos, text) : shortEscape(bytes, pos, text);
    }
    if (b >= 0) {
      text.append((char) b);
      return pos + 1;
    }
    if ((b & 0xE0) == 0xC0) {
      text.append((char) (((b & 0x1F) << 6) | low(bytes, pos + 1)));
      return pos + 2;
    }
    if ((b & 0xF0) == 0xE0) {
      int high = ((b & 0x0F) << 12) | (low(bytes, pos + 1) << 6);
      text.append((char) (high | low(bytes, pos + 2)));
      return pos + 3;
    }
    int high = ((b & 0x07) << 18) | (low(bytes, pos + 1) << 12);
    text.appendCodePoint(high | (low(bytes, pos + 2) << 6) | low(bytes, pos + 3));
    return pos + 4;
  }

  private static int shortEscape(byte[] bytes, int pos, StringBuilder text) {
    byte b = bytes[pos + 1];
    text.append(
        switch (b) {
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> (char) b;
        });
    return pos + 2;
  }

  private static int unicode(byte[] bytes, int pos, StringBuilder text) {
    char c = hex(bytes, pos + 2);
    int next = pos + BYTES_PER_CHAR;
    if (Character.isHighSurrogate(c) && bytes[next] == '\\' && bytes[next + 1] == 'u') {
      char low = hex(bytes, next + 2);
      if (Character.isLowSurrogate(low)) {
        text.append(c).append(low);
        return next + BYTES_PER_CHAR;
      }
    }
    text.append(Character.isSurrogate(c) ? REPLACEMENT : c);
    return next;
  }

  private static char hex(byte[] bytes, int pos) {
    int value = 0;
    for (int i = pos; i < pos + 4; i++) {
      value = (value << 4) | Character.digit(bytes[i], 16);
    }
    return (char) value;
  }

  private static int low(byte[] bytes, int pos) {
    return bytes[pos] & 0x3F;
  }

  private static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
