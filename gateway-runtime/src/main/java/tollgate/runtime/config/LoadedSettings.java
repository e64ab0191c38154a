package tollgate.runtime.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The settings together with what can be told of them.
 *
 * @param settings the settings
 * @param effective every setting with its value and where that comes from, in the order of the
 *     table
 * @param warnings what deserves a second look
 * @param files the files that were read
 * @param again reads them anew
 */
public record LoadedSettings(
    Settings settings,
    List<EffectiveSetting> effective,
    List<ConfigWarning> warnings,
    List<Path> files,
    Again again) {

  /** Reads settings anew from the same places; throws a problem with everything that is wrong. */
  public interface Again {
    /** As everything stands now. */
    LoadedSettings read();

    /** As it would be with these providers set through the admin API; nothing is written. */
    LoadedSettings readWith(KeptProviders kept);
  }

  /** What was loaded never changes. */
  public LoadedSettings {
    effective = List.copyOf(effective);
    warnings = List.copyOf(warnings);
    files = List.copyOf(files);
  }
}
