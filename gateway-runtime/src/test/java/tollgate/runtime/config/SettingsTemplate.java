package tollgate.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes {@code conf/tollgate.toml}: every setting commented out with its default. */
public final class SettingsTemplate {

  private static final int COLUMNS = 100;
  private static final String HEAD =
      """
      # The settings of this installation. Every setting stands here with its default, commented out; remove
      # the # of a line to change it. The same by topic, with ranges: docs/reference/settings.md.
      # A file of your own in the user's settings folder, or named by --config, takes this one's place.
      # What is in force: tollgate settings. Whether this file can be used: tollgate settings --check.
      """;
  private static final String TAIL =
      """

      # Providers. As soon as one stands here, those of providers.toml are not used.
      # [[provider]]
      # id = "second"
      # type = "cliproxyapi"
      # base-url = "http://10.0.0.2:8317"
      # credential-env = "SECOND_KEY"
      # models = ["llama", "qwen"]

      # Prices of your own, in US dollars per million tokens; they win over all others.
      # [[price]]
      # model = "llama-4"
      # input = "0.10"
      # output = "0.40"

      # Settings of single plugins, by the plugin's id.
      # [plugin."kind.name"]
      # setting = "value"
      """;

  /** Home and installation in the words the file itself understands. */
  static final Places PLACES =
      Places.of(Places.Platform.LINUX, Path.of("~"), Map.of(), Path.of(".."), Path.of("."));

  private SettingsTemplate() {}

  /** The whole file. */
  public static String render() {
    var file = new StringBuilder(HEAD);
    String section = "";
    for (Setting<?> setting : SettingTable.all()) {
      if (!setting.section().equals(section)) {
        section = setting.section();
        file.append("\n[").append(section).append("]\n");
      }
      file.append('\n');
      wrap(sentences(setting)).forEach(line -> file.append("# ").append(line).append('\n'));
      file.append('#').append(line(setting)).append('\n');
    }
    return file.append(TAIL).toString();
  }

  /** A setting as it would be written with its default. */
  static <T> String line(Setting<T> setting) {
    ValueKind<T> kind = setting.kind();
    String text = kind.text(setting.standard().value().apply(PLACES));
    if (kind.many()) {
      return setting.name()
          + " = ["
          + (text.isEmpty() ? "" : "\"" + text.replace(",", "\", \"") + "\"")
          + "]";
    }
    return setting.name() + " = " + (kind.bare() ? text : "\"" + text + "\"");
  }

  private static String sentences(Setting<?> setting) {
    String range = setting.kind().range().isEmpty() ? "" : " (" + setting.kind().range() + ")";
    String interplay = setting.interplay().isEmpty() ? "" : " " + setting.interplay();
    return setting.meaning() + interplay + range;
  }

  private static List<String> wrap(String text) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > COLUMNS) {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().strip());
    return lines;
  }
}
