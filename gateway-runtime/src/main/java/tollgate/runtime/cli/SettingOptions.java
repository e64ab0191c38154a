package tollgate.runtime.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tollgate.runtime.config.Setting;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.config.SettingTable;
import tollgate.runtime.problem.SettingProblem;

/** The options by which a command takes settings; the table of settings says which there are. */
final class SettingOptions {

  private static final String CONFIG = "--config";
  private static final String SET = "--set";

  private SettingOptions() {}

  /** Gives a command every setting that has a flag. */
  static void addFlags(CommandSpec spec) {
    withFlag().forEach(setting -> addFlag(spec, setting));
  }

  /** Gives a command the data folder alone: it says which gateway is meant. */
  static void addDataDir(CommandSpec spec) {
    withFlag().stream()
        .filter(setting -> setting.path().equals("data-dir"))
        .forEach(setting -> addFlag(spec, setting));
  }

  private static void addFlag(CommandSpec spec, Setting<?> setting) {
    spec.addOption(
        OptionSpec.builder(setting.flag())
            .type(String.class)
            .paramLabel(setting.name().toUpperCase(Locale.ROOT))
            .description(
                escaped(setting.meaning()) + "%nDefault: " + escaped(standardOf(setting)) + ".")
            .build());
  }

  /** Gives a command the port alone, for a gateway that needs no address of its own. */
  static void addPort(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--port")
            .type(String.class)
            .paramLabel("PORT")
            .description("The port to listen at.%nDefault: one that is free.")
            .build());
  }

  /** Gives a command the settings file and a way to set anything. */
  static void addFileAndSet(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder(CONFIG)
            .type(String.class)
            .paramLabel("FILE")
            .description(
                "The settings file.%nDefault: tollgate.toml in the user's settings folder, else the"
                    + " one in conf/.")
            .build());
    spec.addOption(
        OptionSpec.builder(SET)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("PATH=VALUE")
            .description("Any setting, for example upstream.idle-timeout=2m. May be repeated.")
            .build());
  }

  /** Where a command's settings come from. */
  static SettingSources sources(ParseResult given) {
    return SettingSources.here(given.matchedOptionValue(CONFIG, ""), flags(given));
  }

  /** The settings on the command line: path to text. */
  static Map<String, String> flags(ParseResult given) {
    var flags = new LinkedHashMap<String, String>();
    List<String> set = given.matchedOptionValue(SET, List.of());
    for (String assignment : set) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw SettingProblem.CLI_USAGE.exception(
            SET + " " + assignment + " is no path=value.", "For example: --set log.level=debug");
      }
      flags.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    for (Setting<?> setting : withFlag()) {
      String text = given.matchedOptionValue(setting.flag(), "");
      if (!text.isEmpty()) {
        flags.put(setting.path(), text);
      }
    }
    return flags;
  }

  private static List<Setting<?>> withFlag() {
    return SettingTable.all().stream().filter(setting -> !setting.flag().isEmpty()).toList();
  }

  /** The data folder's default differs by platform: too long for a help page. */
  private static String standardOf(Setting<?> setting) {
    String words = setting.standard().words();
    return words.length() > 40 ? "where this platform keeps a program's data" : words;
  }

  private static String escaped(String text) {
    return text.replace("%", "%%");
  }
}
