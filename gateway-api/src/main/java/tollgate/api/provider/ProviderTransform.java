package tollgate.api.provider;

import java.util.List;

/**
 * A family of upstreams: knows how requests to it are dressed and what its reply heads mean.
 *
 * @since 1.0
 */
public interface ProviderTransform {

  /**
   * The family's id, the {@code type} in a provider's settings, for example {@code
   * openai-compatible}.
   */
  String id();

  /** What may be set beside the common settings. */
  default List<SettingSpec> settingsSchema() {
    return List.of();
  }

  /**
   * Opens one configured upstream. Runs on a virtual thread whenever settings or plugins change;
   * may block for at most ten seconds and should not call out.
   *
   * @throws IllegalArgumentException for a setting that cannot work; the message goes to the
   *     operator and the last good set of providers stays
   */
  Provider open(ProviderSettings settings);
}
