package tollgate.runtime.config;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The settings together with what can be told of them.
 *
 * @param settings the settings
 * @param effective every setting with its value and where that comes from, in the order of the
 *     table
 * @param warnings what deserves a second look
 * @param files the files that were read
 * @param again reads them anew from the same places
 */
public record LoadedSettings(
    Settings settings,
    List<EffectiveSetting> effective,
    List<ConfigWarning> warnings,
    List<Path> files,
    Supplier<LoadedSettings> again) {

  /** What was loaded never changes. */
  public LoadedSettings {
    effective = List.copyOf(effective);
    warnings = List.copyOf(warnings);
    files = List.copyOf(files);
  }
}
