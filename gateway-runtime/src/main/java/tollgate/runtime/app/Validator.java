package tollgate.runtime.app;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a web document in one word, from which the next conditional request can be made
 * without anything else being kept. It also stands in ledger rows, so it has no quotes, colons or
 * spaces.
 *
 * <ul>
 *   <li>{@code tag-<entity tag>-<address>} where the server names one (RFC 9110, 8.8.3);
 *   <li>{@code time-<seconds>-<address>} where it tells the time of the last change;
 *   <li>{@code hash-<content>} otherwise: the document is read anew and compared.
 * </ul>
 *
 * <p>The address is part of it: an operator who moves a source to a mirror gets the mirror's word.
 */
final class Validator {

  private static final Pattern TAG = Pattern.compile("(?:W/)?\"([A-Za-z0-9._-]{1,72})\"");
  private static final Pattern VERSION = Pattern.compile("(tag|time)-(.+)-([0-9a-f]{8})");
  private static final int SHORT = 8;
  private static final int LONG = 16;

  private Validator() {}

  /** The version of what a server answered. */
  static String version(URI address, HttpHeaders headers, byte[] body) {
    String place = "-" + hash(address.toString().getBytes(StandardCharsets.UTF_8), SHORT);
    Matcher tag = TAG.matcher(headers.firstValue("etag").orElse(""));
    if (tag.matches()) {
      return "tag-" + tag.group(1) + place;
    }
    return headers
        .firstValue("last-modified")
        .flatMap(Validator::time)
        .map(time -> "time-" + time.getEpochSecond() + place)
        .orElseGet(() -> "hash-" + hash(body, LONG));
  }

  /** The header fields by which a server can say that nothing changed; none for another address. */
  static Map<String, String> conditions(URI address, String version) {
    Matcher known = VERSION.matcher(version);
    String place = hash(address.toString().getBytes(StandardCharsets.UTF_8), SHORT);
    if (!known.matches() || !known.group(3).equals(place)) {
      return Map.of();
    }
    String value = known.group(2);
    // Whether a tag was weak is not kept; the comparison here is weak, some servers compare bytes.
    return known.group(1).equals("tag")
        ? Map.of("if-none-match", "\"" + value + "\", W/\"" + value + "\"")
        : Map.of("if-modified-since", date(value));
  }

  private static Optional<Instant> time(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  private static String date(String seconds) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.ofEpochSecond(Long.parseLong(seconds)).atOffset(ZoneOffset.UTC));
  }

  private static String hash(byte[] bytes, int digits) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, digits);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
