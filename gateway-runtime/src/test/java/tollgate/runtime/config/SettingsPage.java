package tollgate.runtime.config;

import static tollgate.runtime.MarkdownTable.code;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tollgate.runtime.MarkdownTable;

/** Writes {@code docs/reference/settings.md}. */
public final class SettingsPage {

  private static final String INTRODUCTION =
      """
      # Settings

      A setting is taken from the first of these places that names it:

      1. a flag on the command line, or `--set path=value`;
      2. its environment variable;
      3. the file `.env` beside the settings file: `NAME=value` lines with the same variables;
      4. the settings file;
      5. its default.

      The settings file is the one `--config` names, else the one `TOLLGATE_CONFIG` names, else `tollgate.toml` in the
      user's settings folder (`$XDG_CONFIG_HOME/tollgate`, else `~/.config/tollgate`; macOS:
      `~/Library/Application Support/Tollgate`; Windows: `%APPDATA%\\Tollgate`), else `conf/tollgate.toml` of the
      installation. `tollgate settings` shows what is in force and where it comes from; `tollgate settings --check` says
      what is wrong. A value that cannot be used is never corrected: the gateway tells every problem at once, with its
      line, variable or flag, and does not start.

      - A **duration** is a whole number with its unit: `300ms`, `10s`, `5m`, `1h`, `30d`; where the range says so, also
        `forever`.
      - A **size** is a number of bytes, or has a unit: `64KB`, `25MB`, `1GB` (thousands) or `KiB`, `MiB`, `GiB` (1024s).
      - A **path** may begin with `~/`. A relative one is relative to the file it stands in, or to the working folder if
        it comes from the environment or the command line.
      - A **list** is `["a", "b"]` in the settings file and `a,b` elsewhere.
      - **yes or no** is `true` or `false`; elsewhere than in the settings file also `yes`, `no`, `1`, `0`.
      - A variable with an empty value counts as not set.
      - A **secret** can lie in a file that a variable names: `TOLLGATE_ADMIN_TOKEN_FILE=/run/secrets/token` in place of
        `TOLLGATE_ADMIN_TOKEN`. Blanks and line ends around it do not count. Both at once are refused.
      """;

  private SettingsPage() {}

  /** The whole page. */
  public static String render() {
    var page = new StringBuilder(INTRODUCTION);
    sections()
        .forEach((section, settings) -> {
          page.append("\n## ").append(section.isEmpty() ? "General" : code(section)).append("\n\n");
          page.append(table(settings));
        });
    page.append(providers()).append(prices()).append(caps()).append(plugins()).append(aliases());
    return page.toString();
  }

  private static Map<String, List<Setting<?>>> sections() {
    return SettingTable.all().stream()
        .collect(Collectors.groupingBy(Setting::section, LinkedHashMap::new, Collectors.toList()));
  }

  private static MarkdownTable table(List<Setting<?>> settings) {
    var table =
        new MarkdownTable(
            "setting, variable, flag", "meaning", "unit", "range", "default", "interplay");
    for (Setting<?> setting : settings) {
      String names = code(setting.path()) + "<br>" + code(setting.variable());
      table.row(
          setting.flag().isEmpty() ? names : names + "<br>" + code(setting.flag()),
          setting.meaning(),
          setting.kind().word()
              + (setting.kind().units().isEmpty() ? "" : ": " + setting.kind().units()),
          setting.kind().range(),
          setting.standard().words(),
          setting.interplay());
    }
    return table;
  }

  private static String providers() {
    return """

    ## Providers

    Each `[[provider]]` table of the settings file is one upstream. As long as there is none, the providers of
    `conf/providers.toml` in the installation are used. Other names than these belong to the provider's type and are
    documented with its plugin; lists among them are joined by commas. Secrets are never shown, neither by
    `tollgate settings` nor in the log.

    """
        + keys(ProviderTables.keys());
  }

  private static String prices() {
    return """

    ## Prices

    Each `[[price]]` table of the settings file holds the operator's own prices of one model; they win over those of
    every source. Dollars stand in quotes, because a decimal number without them would lose digits.

    """
        + keys(PriceTables.keys());
  }

  private static String caps() {
    return """

    ## Caps

    Each `[[cap]]` table of the settings file is put to every call it covers, like a cap of a policy; [caps](../guide/caps.md)
    tells how they work. They are read anew with the providers, by `tollgate budgets reload` or `tollgate providers reload`.

    """
        + keys(CapTables.keys());
  }

  private static String plugins() {
    return """

    ## Plugins

    A table `[plugin."<id>"]` of the settings file holds the settings of one plugin, for example
    `[plugin."tool.example"]`. What may stand in it the plugin says: `tollgate plugins show tool.example` tells all its
    settings, and the values of those that are no secret.
    """;
  }

  private static MarkdownTable keys(List<TableKey> keys) {
    var table = new MarkdownTable("name", "meaning", "unit", "default");
    keys.forEach(key -> table.row(code(key.name()), key.meaning(), key.word(), key.standard()));
    return table;
  }

  private static String aliases() {
    var taken = new MarkdownTable("variable", "sets", "mind");
    var ignored = new MarkdownTable("variable", "why it has no effect");
    for (SettingAlias alias : SettingAliases.all()) {
      if (alias.isIgnored()) {
        ignored.row(code(alias.variable()), alias.remark());
      } else {
        String unit = alias.unit().isEmpty() ? "" : " (" + alias.unit() + ")";
        taken.row(code(alias.variable()), code(alias.path()) + unit, alias.remark());
      }
    }
    return """

    ## Variables of agent-cli-proxy

    They are accepted in the environment and in `.env`. A setting's own variable wins over the old one.

    """
        + taken
        + """

        These are accepted as well, have no effect, and are told of at start:

        """
        + ignored;
  }
}
