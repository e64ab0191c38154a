package tollgate.runtime.config;

/**
 * A setting as it is in force, fit to be shown.
 *
 * @param path which one
 * @param value its value as text; secrets are masked
 * @param origin where the value comes from
 */
public record EffectiveSetting(String path, String value, String origin) {

  /** Whether somebody set it; else it is at its default. */
  public boolean isGiven() {
    return !origin.equals(Origin.DEFAULT);
  }
}
