package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.util.List;
import tollgate.api.json.Json;
import tollgate.runtime.config.ConfigWarning;
import tollgate.runtime.config.EffectiveSetting;
import tollgate.runtime.config.LoadedSettings;

/** Prints the settings in force. */
final class SettingsListing {

  private final LoadedSettings loaded;
  private final PrintWriter out;
  private final PrintWriter err;

  SettingsListing(LoadedSettings loaded, PrintWriter out, PrintWriter err) {
    this.loaded = loaded;
    this.out = out;
    this.err = err;
  }

  int print(boolean onlyCheck, boolean json) {
    if (json) {
      out.println(Json.encode(document()));
    } else {
      if (onlyCheck) {
        out.println("The settings can be used.");
      } else {
        printTable();
      }
      loaded.warnings().forEach(this::printWarning);
    }
    out.flush();
    err.flush();
    return ExitCodes.DONE;
  }

  private void printTable() {
    List<EffectiveSetting> settings = loaded.effective();
    int paths = settings.stream().mapToInt(setting -> setting.path().length()).max().orElse(0);
    int values = settings.stream().mapToInt(setting -> shown(setting).length()).max().orElse(0);
    for (EffectiveSetting setting : settings) {
      out.println(
          padded(setting.path(), paths)
              + "  "
              + padded(shown(setting), values)
              + "  "
              + setting.origin());
    }
  }

  private void printWarning(ConfigWarning warning) {
    err.println("warning: " + warning.path() + " (" + warning.where() + "): " + warning.message());
  }

  private Json document() {
    return Json.object(
        "settings",
        new Json.Arr(loaded.effective().stream().map(SettingsListing::json).toList()),
        "warnings",
        new Json.Arr(loaded.warnings().stream().map(SettingsListing::json).toList()),
        "files",
        new Json.Arr(loaded.files().stream().map(file -> Json.text(file.toString())).toList()));
  }

  private static Json json(EffectiveSetting setting) {
    return Json.object(
        "path", setting.path(), "value", setting.value(), "origin", setting.origin());
  }

  private static Json json(ConfigWarning warning) {
    return Json.object(
        "path", warning.path(), "where", warning.where(), "message", warning.message());
  }

  private static String shown(EffectiveSetting setting) {
    return setting.value().isEmpty() ? "-" : setting.value();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
