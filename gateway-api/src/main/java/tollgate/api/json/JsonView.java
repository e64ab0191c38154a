package tollgate.api.json;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One value of a JSON document, read where its bytes lie. Nothing is decoded or copied until it is
 * asked for, so looking at a model name in a body of many megabytes costs what the look costs.
 *
 * <p><b>Lifetime.</b> A view is valid only inside the method it was passed to: the bytes beneath it
 * are the call's own buffers and are used again. Keep what {@link #asText} and {@link #asLong}
 * return, never the view.
 *
 * <p><b>Absence.</b> A member that is not there is a view of kind {@link Kind#MISSING}; every
 * method may be called on it, so paths can be followed without checks:
 *
 * <pre>{@code
 * String model = body.at("/model").asText(128).orElse("");
 * long cached = usage.at("/prompt_tokens_details/cached_tokens").asLong().orElse(0);
 * }</pre>
 *
 * @since 1.0
 */
public interface JsonView {

  /** What a value is. */
  enum Kind {
    OBJECT,
    ARRAY,
    TEXT,
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    /** There is no such value. */
    MISSING
  }

  /** One member of an object. */
  record Member(String name, JsonView value) {}

  /** What this value is. */
  Kind kind();

  /** Whether the value is there at all; a JSON {@code null} is. */
  default boolean exists() {
    return kind() != Kind.MISSING;
  }

  /** Whether the value is the literal {@code true}. */
  default boolean isTrue() {
    return kind() == Kind.TRUE;
  }

  /**
   * The value at an RFC 6901 pointer relative to this one, for example {@code /usage/input_tokens}
   * or {@code /choices/0/delta}. Where a name stands twice in one object, the last one counts.
   */
  JsonView at(String pointer);

  /** The number as a long; empty unless the value is a number without a fraction that fits. */
  OptionalLong asLong();

  /**
   * The decoded string, cut after {@code maxChars} characters (never inside a surrogate pair);
   * empty unless the value is a string.
   */
  Optional<String> asText(int maxChars);

  /** The end of the decoded string, at most {@code maxChars} characters; empty unless a string. */
  Optional<String> asTextTail(int maxChars);

  /** Whether the value is a string that decodes to exactly this text. */
  boolean isText(String text);

  /**
   * The number of bytes the value takes in the document, quotes and brackets included; 0 when
   * missing. What an estimate of tokens needs, without decoding.
   */
  int byteLength();

  /**
   * A number that tells this value from others without decoding or keeping it, as {@link
   * Fingerprint} makes it of the value's bytes; 0 when missing. Looks at no more than {@code most}
   * bytes from either end.
   */
  long fingerprint(int most);

  /** The number of items of an array or members of an object; 0 for everything else. */
  int size();

  /** The items of an array in order; nothing for everything else. */
  Iterable<JsonView> items();

  /** The members of an object in order; nothing for everything else. */
  Iterable<Member> members();
}
