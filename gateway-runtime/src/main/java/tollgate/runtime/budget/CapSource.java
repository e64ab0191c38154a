package tollgate.runtime.budget;

import java.util.Locale;

/** Who set a cap. */
public enum CapSource {
  /** A policy, for the calls it judges. */
  POLICY,
  /** A key, for its calls. */
  KEY,
  /** The settings, for every call they cover. */
  SETTINGS;

  /** Its word for people and programs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
