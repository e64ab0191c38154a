package tollgate.runtime.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tollgate.api.json.Json;

/**
 * Finds the text fields of a form with files (RFC 7578): which model a recording is for stands in
 * one. A file is named and not read.
 *
 * <p>What is found here decides whether a call is allowed, while the upstream reads the bytes
 * itself and perhaps otherwise. So a name that stands there twice is given twice, and a form with a
 * single part that cannot be understood has no fields at all.
 */
public final class FormFields {

  /** A longer field is a text to speak or a file without a name, and nothing to decide by. */
  private static final int LONGEST_FIELD = 64 << 10;

  private static final int LONGEST_HEAD = 8 << 10;
  private static final int MOST_PARTS = 256;

  private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");

  private static final Pattern BOUNDARY =
      Pattern.compile("(?i);\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))");
  private static final Pattern NAME =
      Pattern.compile("(?i)[;\\s]name=(?:\"([^\"]*)\"|([^\\s;\"]+))");
  private static final Pattern FILE = Pattern.compile("(?i)[;\\s]filename\\*?=");

  private final byte[] body;
  private final byte[] delimiter;
  private final Map<String, List<Json>> fields = new LinkedHashMap<>();

  private FormFields(byte[] body, String boundary) {
    this.body = body;
    this.delimiter = ascii("--" + boundary);
  }

  /** Whether a content type is that of a form with files. */
  public static boolean isForm(String contentType) {
    return contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  /**
   * The fields by name: a text, null for a file or a long text, or an array of these where the name
   * stands more than once.
   */
  public static Json read(byte[] body, String contentType) {
    Optional<String> boundary = only(BOUNDARY, contentType);
    return boundary.isPresent() ? new FormFields(body, boundary.get()).object() : Json.object();
  }

  private Json object() {
    int at = find(delimiter, 0, body.length);
    int parts = 0;
    while (at >= 0) {
      int from = at + delimiter.length;
      int next = find(delimiter, from, body.length);
      if (next >= 0 && (++parts > MOST_PARTS || !take(from, next))) {
        return Json.object();
      }
      at = next;
    }
    var members = new LinkedHashMap<String, Json>();
    fields.forEach((name, values) ->
        members.put(name, values.size() == 1 ? values.getFirst() : new Json.Arr(values)));
    return new Json.Obj(members);
  }

  /** One part: CR LF, its head, an empty line, its value, CR LF. Says whether it was understood. */
  private boolean take(int from, int to) {
    int head = find(END_OF_HEAD, from, Math.min(to, from + LONGEST_HEAD));
    if (head < 0) {
      return false;
    }
    String fieldsOfHead = new String(body, from, head - from, StandardCharsets.UTF_8);
    int start = head + END_OF_HEAD.length;
    int length = to - 2 - start;
    Optional<String> name = only(NAME, fieldsOfHead);
    if (length < 0 || name.isEmpty()) {
      return false;
    }
    boolean text = length <= LONGEST_FIELD && !FILE.matcher(fieldsOfHead).find();
    fields
        .computeIfAbsent(name.get(), _ -> new ArrayList<>())
        .add(text ? Json.text(new String(body, start, length, StandardCharsets.UTF_8)) : Json.NULL);
    return true;
  }

  private int find(byte[] wanted, int from, int to) {
    for (int i = from; i <= to - wanted.length; i++) {
      int same = 0;
      while (same < wanted.length && body[i + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return i;
      }
    }
    return -1;
  }

  /** What a pattern finds, quoted or not, if it is there once. */
  private static Optional<String> only(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    Optional<String> found =
        Optional.ofNullable(matcher.group(1)).or(() -> Optional.ofNullable(matcher.group(2)));
    return matcher.find() ? Optional.empty() : found;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
