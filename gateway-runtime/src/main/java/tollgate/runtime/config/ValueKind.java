package tollgate.runtime.config;

import java.util.Optional;

/** What values a setting takes. */
public interface ValueKind<T> {

  /** The value the text stands for; empty when it stands for none. */
  Optional<T> parse(String text);

  /** The text that stands for a value, as it would be written into the settings file. */
  String text(T value);

  /** The kind's word on the reference page, for example {@code duration}. */
  String word();

  /** Units that may be written; empty where there are none. */
  default String units() {
    return "";
  }

  /** Which values are allowed, for example {@code 1s to 1h}; empty where all are. */
  default String range() {
    return "";
  }

  /** What is expected, as part of a sentence: {@code a duration from 1s to 1h, such as 10s}. */
  String expected();

  /** Whether a value must not be shown, not even one that cannot be used. */
  default boolean secret() {
    return false;
  }

  /** Whether the TOML file takes a list here. */
  default boolean many() {
    return false;
  }

  /** Whether the TOML file takes the value without quotes. */
  default boolean bare() {
    return many();
  }
}
