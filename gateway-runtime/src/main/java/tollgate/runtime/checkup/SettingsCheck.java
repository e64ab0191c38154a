package tollgate.runtime.checkup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tollgate.runtime.config.LoadedSettings;

/** Whether the settings can be used, and what about them deserves a second look. */
public record SettingsCheck(LoadedSettings settings) implements Check {

  /** Its name, also where there are no settings to look at. */
  public static final String NAME = "settings";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    var findings = new ArrayList<Finding>();
    String files =
        settings.files().isEmpty()
            ? "There is no settings file; all is at its default."
            : "They can be used: "
                + String.join(", ", settings.files().stream().map(Path::toString).toList())
                + ".";
    findings.add(Finding.pass(files));
    settings.warnings().stream()
        .map(warning ->
            Finding.warn(
                warning.path() + ": " + warning.message(),
                warning.where(),
                "See docs/reference/settings.md."))
        .forEach(findings::add);
    return findings;
  }
}
