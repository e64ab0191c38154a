package tollgate.runtime.connect;

import java.util.Optional;

/**
 * How one kind of settings file is read and changed as text: whatever an entry is not about, keeps
 * its bytes, so that comments and order stay as their owner made them. Entries and values are text
 * in the file's own terms.
 */
sealed interface SettingsText permits JsonSettings, EnvSettings, TomlSettings {

  /** What a file that is not there is taken for. */
  String blank();

  /**
   * An entry's value as it stands there.
   *
   * @throws UnreadableText when the file is not of this kind
   */
  Optional<String> read(String text, String entry) throws UnreadableText;

  /** The text with an entry set, in its place where it has one. */
  String put(String text, String entry, String value) throws UnreadableText;

  /** The text without an entry, and without what only held it. */
  String remove(String text, String entry) throws UnreadableText;

  /** The same for a file that nobody wrote yet, in the way people write it. */
  default String tidy(String text) {
    return text;
  }

  /** The kind of a name in a recipe: json, env or toml. */
  static SettingsText of(String kind) {
    return switch (kind) {
      case "json" -> new JsonSettings();
      case "env" -> new EnvSettings();
      case "toml" -> new TomlSettings();
      default -> throw new IllegalArgumentException("no kind of settings file: " + kind);
    };
  }

  /** A file's text is not what its name says. */
  final class UnreadableText extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnreadableText(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
